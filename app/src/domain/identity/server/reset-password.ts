import type { Platform } from '#platform/server/platform.ts';
import { passwordProblem, type PasswordProblem } from '../password.ts';
import { refused, type Refused } from '../refusal.ts';
import { mailPasswordChanged } from './account-mail.ts';
import { authHeaders, refusalFor, type Asking } from './asking.ts';
import { recordAudit } from './audit-trail.ts';
import type { Auth } from './auth.ts';
import { evenly } from './even-answer.ts';
import { tooOften, type TooOften } from './limits.ts';
import { actorFor } from './people.ts';
import { selectPerson, selectPersonByEmail, updatePerson } from './people.store.ts';

/** Mails a link to choose a new password to whoever has an account, and answers everyone alike. */
export async function requestPasswordReset(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  email: string,
): Promise<{ readonly kind: 'mailed' } | TooOften> {
  const limited = await tooOften(platform, 'mail-link', { address: asking.address, account: email });
  if (limited) return limited;
  return evenly(async () => {
    const person = await selectPersonByEmail(platform.db, email);
    if (person && person.suspendedAt === null) await auth.api.requestPasswordReset({ body: { email: person.email } });
    return { kind: 'mailed' };
  });
}

/**
 * Sets the password by the token of such a link, once, and ends every sign-in of the account. Whoever follows the
 * link reads the mailbox, so that the address is confirmed as well.
 */
export async function resetPassword(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  input: { readonly token: string; readonly password: string },
): Promise<
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly because: PasswordProblem }
  | Refused<'link-over'>
  | TooOften
> {
  const limited = await tooOften(platform, 'link', { address: asking.address });
  if (limited) return limited;
  const context = await auth.$context;
  const pending = await context.internalAdapter.findVerificationValue(`reset-password:${input.token}`);
  const person = pending && (await selectPerson(platform.db, pending.value));
  if (!person) return refused('link-over');
  const problem = passwordProblem(input.password, person.email);
  if (problem) return refused(problem);

  try {
    await auth.api.resetPassword({
      body: { newPassword: input.password, token: input.token },
      headers: authHeaders(asking),
    });
  } catch (error) {
    return refused(refusalFor(error, { INVALID_TOKEN: 'link-over', USER_NOT_FOUND: 'link-over' } as const));
  }
  const actor = await actorFor(platform, person);
  await platform.db.transaction().execute(async (trx) => {
    await updatePerson(trx, person.id, { email_confirmed: true }, platform.clock());
    await recordAudit(platform, trx, actor, {
      action: 'person.password-reset',
      subjectKind: 'person',
      subjectId: person.id,
    });
  });
  await mailPasswordChanged(platform, person.email);
  return { kind: 'done' };
}
