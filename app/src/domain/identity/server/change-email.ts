import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../identity.ts';
import { refused, type Refused } from '../refusal.ts';
import { mailEmailChanging } from './account-mail.ts';
import { authHeaders, type Asking } from './asking.ts';
import type { Auth } from './auth.ts';
import { checkPassword } from './change-password.ts';
import { evenly } from './even-answer.ts';
import { tooOften, type TooOften } from './limits.ts';
import { NotFound, requirePerson } from './permission.ts';
import { selectPerson } from './people.store.ts';

/**
 * Mails a link to the new address, which makes the change when followed, and a warning to the old one. Answers alike
 * when the new address has an account.
 */
export async function requestEmailChange(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  actor: Actor,
  input: { readonly email: string; readonly password: string },
): Promise<{ readonly kind: 'mailed' } | Refused<'wrong-password' | 'same-address'> | TooOften> {
  const { personId } = requirePerson(actor);
  const person = await selectPerson(platform.db, personId);
  if (!person) throw new NotFound('person');
  const email = input.email.toLowerCase();
  if (email === person.email) return refused('same-address');
  const checked = await checkPassword(platform, asking, actor, input.password);
  if (checked.kind === 'refused') return checked;
  const limited = await tooOften(platform, 'mail-link', { address: asking.address, account: email });
  if (limited) return limited;
  return evenly(async () => {
    await mailEmailChanging(platform, person.email, email);
    await auth.api.changeEmail({ body: { newEmail: email }, headers: authHeaders(asking) });
    return { kind: 'mailed' };
  });
}
