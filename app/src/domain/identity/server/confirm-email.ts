import type { Platform } from '#platform/server/platform.ts';
import { refused, type Refused } from '../refusal.ts';
import { authHeaders, refusalFor, type Asking } from './asking.ts';
import { recordAudit } from './audit-trail.ts';
import type { Auth } from './auth.ts';
import { tooOften, type TooOften } from './limits.ts';
import { actorFor } from './people.ts';
import { selectPerson, selectPersonByEmail } from './people.store.ts';
import { emailToken } from './email-token.ts';

export interface EmailConfirmed {
  readonly kind: 'confirmed' | 'changed' | 'confirmed-before';
}

/**
 * Follows a confirmation link: a new account is confirmed and signed in; a change of address is made. A link of an
 * account that was confirmed before signs nobody in.
 */
export async function confirmEmail(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  token: string,
): Promise<EmailConfirmed | Refused<'link-over' | 'someone-else' | 'address-taken' | 'suspended'> | TooOften> {
  const limited = await tooOften(platform, 'link', { address: asking.address });
  if (limited) return limited;
  const claims = await emailToken(auth, token);
  if (!claims) return refused('link-over');
  const before = await selectPerson(platform.db, claims.personId);
  if (!before || before.email !== claims.email) return refused('link-over');
  if (claims.newEmail === undefined && before.emailConfirmed) return { kind: 'confirmed-before' };
  if (claims.newEmail !== undefined && (await selectPersonByEmail(platform.db, claims.newEmail)))
    return refused('address-taken');

  try {
    await auth.api.verifyEmail({ query: { token }, headers: authHeaders(asking) });
  } catch (error) {
    return refused(
      refusalFor(error, {
        INVALID_TOKEN: 'link-over',
        TOKEN_EXPIRED: 'link-over',
        USER_NOT_FOUND: 'link-over',
        INVALID_USER: 'someone-else',
        PERSON_SUSPENDED: 'suspended',
      } as const),
    );
  }
  const actor = await actorFor(platform, before);
  const action = claims.newEmail === undefined ? 'person.email-confirmed' : 'person.email-changed';
  await platform.db
    .transaction()
    .execute((trx) => recordAudit(platform, trx, actor, { action, subjectKind: 'person', subjectId: before.id }));
  return { kind: claims.newEmail === undefined ? 'confirmed' : 'changed' };
}
