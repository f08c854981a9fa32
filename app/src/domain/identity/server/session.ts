import { isAPIError } from 'better-auth/api';
import type { Platform } from '#platform/server/platform.ts';
import type { SignedIn } from '../identity.ts';
import { authHeaders, type Asking } from './asking.ts';
import { recentSeconds, type Auth } from './auth.ts';
import { selectMemberships } from './people.store.ts';

/** One request's sign-in: who, and since when. */
export interface CurrentSignIn {
  readonly actor: SignedIn;
  readonly person: { readonly id: string; readonly displayName: string; readonly email: string };
  readonly signInId: string;
  readonly startedAt: Date;
}

/** Who sent the request, by its session cookie; undefined for visitors and for people who were suspended since. */
export async function currentSignIn(
  platform: Pick<Platform, 'db'>,
  auth: Auth,
  asking: Asking,
): Promise<CurrentSignIn | undefined> {
  const current = await auth.api.getSession({ headers: authHeaders(asking) }).catch((error: unknown) => {
    // Ended by another request while this one was prolonging it.
    if (isAPIError(error) && error.statusCode === 401) return null;
    throw error;
  });
  if (!current || current.user.suspendedAt) return undefined;
  const { session, user } = current;
  return {
    actor: {
      kind: 'person',
      personId: user.id,
      isOperator: user.isOperator === true,
      emailConfirmed: user.emailVerified,
      memberships: await selectMemberships(platform.db, user.id),
    },
    person: { id: user.id, displayName: user.name, email: user.email },
    signInId: session.id,
    startedAt: session.createdAt,
  };
}

/** Whether the person proved who they are within the last hour. */
export function isRecent(signIn: Pick<CurrentSignIn, 'startedAt'>, at: Date): boolean {
  return at.getTime() - signIn.startedAt.getTime() < recentSeconds * 1000;
}
