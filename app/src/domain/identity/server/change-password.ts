import { verifyPassword } from 'better-auth/crypto';
import type { Platform } from '#platform/server/platform.ts';
import { passwordProblem, type PasswordProblem } from '../password.ts';
import type { Actor } from '../identity.ts';
import { refused, type Refused } from '../refusal.ts';
import { mailPasswordChanged } from './account-mail.ts';
import { authHeaders, refusalFor, type Asking } from './asking.ts';
import { recordAudit } from './audit-trail.ts';
import type { Auth } from './auth.ts';
import { tooOften, type TooOften } from './limits.ts';
import { NotFound, requirePerson } from './permission.ts';
import { selectPerson } from './people.store.ts';
import { selectPasswordHash } from './sign-in.store.ts';

interface Problem {
  readonly kind: 'refused';
  readonly because: PasswordProblem;
}

/** Changes the person's own password and ends their other sign-ins; this one goes on under a new token. */
export async function changePassword(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  actor: Actor,
  input: { readonly current: string; readonly password: string },
): Promise<{ readonly kind: 'done' } | Problem | Refused<'wrong-password' | 'no-password'> | TooOften> {
  const { personId } = requirePerson(actor);
  const limited = await tooOften(platform, 'password-check', { address: asking.address, account: personId });
  if (limited) return limited;
  const person = await selectPerson(platform.db, personId);
  if (!person) throw new NotFound('person');
  const problem = passwordProblem(input.password, person.email);
  if (problem) return refused(problem);
  try {
    await auth.api.changePassword({
      body: { currentPassword: input.current, newPassword: input.password, revokeOtherSessions: true },
      headers: authHeaders(asking),
    });
  } catch (error) {
    return refused(
      refusalFor(error, {
        INVALID_PASSWORD: 'wrong-password',
        PASSWORD_TOO_LONG: 'wrong-password',
        CREDENTIAL_ACCOUNT_NOT_FOUND: 'no-password',
      } as const),
    );
  }
  await platform.db.transaction().execute((trx) =>
    recordAudit(platform, trx, actor, {
      action: 'person.password-changed',
      subjectKind: 'person',
      subjectId: personId,
    }),
  );
  await mailPasswordChanged(platform, person.email);
  return { kind: 'done' };
}

export async function hasPassword(platform: Pick<Platform, 'db'>, actor: Actor): Promise<boolean> {
  return (await selectPasswordHash(platform.db, requirePerson(actor).personId)) !== undefined;
}

/** Whether this is the person's password, counted against the limit on guessing. */
export async function checkPassword(
  platform: Platform,
  asking: Asking,
  actor: Actor,
  password: string,
): Promise<{ readonly kind: 'right' } | Refused<'wrong-password'> | TooOften> {
  const { personId } = requirePerson(actor);
  const limited = await tooOften(platform, 'password-check', { address: asking.address, account: personId });
  if (limited) return limited;
  const hash = await selectPasswordHash(platform.db, personId);
  const right = hash !== undefined && (await verifyPassword({ hash, password }));
  return right ? { kind: 'right' } : refused('wrong-password');
}
