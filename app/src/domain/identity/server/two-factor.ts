import { encode } from 'uqr';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../identity.ts';
import { refused, type Refused } from '../refusal.ts';
import { mailTwoFactorOff } from './account-mail.ts';
import { authHeaders, refusalFor, type Asking } from './asking.ts';
import { recordAudit } from './audit-trail.ts';
import type { Auth } from './auth.ts';
import { tooOften, type TooOften } from './limits.ts';
import { requirePerson } from './permission.ts';
import { selectPerson } from './people.store.ts';

export interface TwoFactorSetUp {
  readonly kind: 'set-up';
  /** For typing where scanning is not possible: base32, in groups of four. */
  readonly secret: string;
  /** The rows of the QR code of the same secret; true is dark. */
  readonly qr: readonly (readonly boolean[])[];
  /** Each opens the account once, in place of a code. */
  readonly backupCodes: readonly string[];
}

type PasswordRefused = Refused<'wrong-password'> | TooOften;

/** Makes a new secret. Nothing is asked at sign-in until `confirmTwoFactor` has seen a code made from it. */
export async function beginTwoFactor(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  actor: Actor,
  password: string,
): Promise<TwoFactorSetUp | Refused<'already-on'> | PasswordRefused> {
  const limited = await passwordLimit(platform, asking, actor);
  if (limited) return limited;
  try {
    const made = await auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: authHeaders(asking) });
    if (made.method !== 'totp') throw new TypeError('a secret was asked for');
    const secret = new URL(made.totpURI).searchParams.get('secret') ?? '';
    const qr = encode(made.totpURI, { ecc: 'M', border: 2 }).data;
    return { kind: 'set-up', secret: secret.replaceAll(/(.{4})(?=.)/g, '$1 '), qr, backupCodes: made.backupCodes };
  } catch (error) {
    return refused(refusalFor(error, { ...wrongPassword, TOTP_ALREADY_ENABLED: 'already-on' } as const));
  }
}

/** Turns codes on, once the app has shown that it has the secret. */
export async function confirmTwoFactor(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  actor: Actor,
  code: string,
): Promise<{ readonly kind: 'done' } | Refused<'wrong-code' | 'not-begun'> | TooOften> {
  const { personId } = requirePerson(actor);
  const limited = await tooOften(platform, 'second-factor', { address: asking.address, account: personId });
  if (limited) return limited;
  try {
    await auth.api.verifyTOTP({ body: { code: code.replaceAll(/\s/g, '') }, headers: authHeaders(asking) });
  } catch (error) {
    return refused(refusalFor(error, { INVALID_CODE: 'wrong-code', TOTP_NOT_ENABLED: 'not-begun' } as const));
  }
  await audit(platform, actor, personId, 'person.two-factor-on');
  return { kind: 'done' };
}

export async function endTwoFactor(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  actor: Actor,
  password: string,
): Promise<{ readonly kind: 'done' } | PasswordRefused> {
  const { personId } = requirePerson(actor);
  const limited = await passwordLimit(platform, asking, actor);
  if (limited) return limited;
  try {
    await auth.api.disableTwoFactor({ body: { password }, headers: authHeaders(asking) });
  } catch (error) {
    return refused(refusalFor(error, wrongPassword));
  }
  await audit(platform, actor, personId, 'person.two-factor-off');
  const person = await selectPerson(platform.db, personId);
  if (person) await mailTwoFactorOff(platform, person.email);
  return { kind: 'done' };
}

/** Makes ten new backup codes; the old ones no longer open anything. */
export async function renewBackupCodes(
  platform: Platform,
  auth: Auth,
  asking: Asking,
  actor: Actor,
  password: string,
): Promise<
  { readonly kind: 'renewed'; readonly backupCodes: readonly string[] } | Refused<'not-on'> | PasswordRefused
> {
  const { personId } = requirePerson(actor);
  const limited = await passwordLimit(platform, asking, actor);
  if (limited) return limited;
  try {
    const { backupCodes } = await auth.api.generateBackupCodes({ body: { password }, headers: authHeaders(asking) });
    await audit(platform, actor, personId, 'person.backup-codes-renewed');
    return { kind: 'renewed', backupCodes };
  } catch (error) {
    return refused(refusalFor(error, { ...wrongPassword, TWO_FACTOR_NOT_ENABLED: 'not-on' } as const));
  }
}

const wrongPassword = { INVALID_PASSWORD: 'wrong-password', PASSWORD_TOO_LONG: 'wrong-password' } as const;

async function passwordLimit(platform: Platform, asking: Asking, actor: Actor): Promise<TooOften | undefined> {
  return tooOften(platform, 'password-check', { address: asking.address, account: requirePerson(actor).personId });
}

async function audit(platform: Platform, actor: Actor, personId: string, action: string): Promise<void> {
  await platform.db
    .transaction()
    .execute((trx) => recordAudit(platform, trx, actor, { action, subjectKind: 'person', subjectId: personId }));
}
