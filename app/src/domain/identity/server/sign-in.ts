import type { Platform } from '#platform/server/platform.ts';
import { refused, type Refused } from '../refusal.ts';
import { authHeaders, refusalFor, type Asking } from './asking.ts';
import type { Auth } from './auth.ts';
import { evenly } from './even-answer.ts';
import { tooOften, type TooOften } from './limits.ts';

export interface SignedInNow {
  readonly kind: 'signed-in';
  readonly personId: string;
}

type Limits = Pick<Platform, 'clock' | 'db' | 'secrets'>;

/**
 * Signs in by password, or says that a code is needed too. An unknown address, a wrong password and an address that
 * was never confirmed are told apart by nothing; the last one is sent its confirmation once more.
 */
export async function signIn(
  platform: Limits,
  auth: Auth,
  asking: Asking,
  input: { readonly email: string; readonly password: string },
): Promise<SignedInNow | { readonly kind: 'code-needed' } | Refused<'no-match' | 'suspended'> | TooOften> {
  const limited = await tooOften(platform, 'sign-in', { address: asking.address, account: input.email });
  if (limited) return limited;
  try {
    const result = await auth.api.signInEmail({
      body: { email: input.email, password: input.password },
      headers: authHeaders(asking),
    });
    // With a second factor better-auth has taken the session back, and answers with where to go instead.
    if ('twoFactorRedirect' in result) return { kind: 'code-needed' };
    return { kind: 'signed-in', personId: result.user.id };
  } catch (error) {
    return refused(
      refusalFor(error, {
        INVALID_EMAIL: 'no-match',
        INVALID_EMAIL_OR_PASSWORD: 'no-match',
        EMAIL_NOT_VERIFIED: 'no-match',
        PASSWORD_TOO_LONG: 'no-match',
        PERSON_SUSPENDED: 'suspended',
      } as const),
    );
  }
}

/** The second step: a code of the authenticator app (six digits) or one of the backup codes. */
export async function signInWithCode(
  platform: Limits,
  auth: Auth,
  asking: Asking,
  code: string,
): Promise<SignedInNow | Refused<'no-match' | 'begin-again' | 'locked' | 'suspended'> | TooOften> {
  const limited = await tooOften(platform, 'second-factor', { address: asking.address });
  if (limited) return limited;
  const typed = code.replaceAll(/\s/g, '');
  const headers = authHeaders(asking);
  try {
    const result = /^\d{6}$/.test(typed)
      ? await auth.api.verifyTOTP({ body: { code: typed }, headers })
      : await auth.api.verifyBackupCode({ body: { code: typed }, headers });
    return { kind: 'signed-in', personId: result.user.id };
  } catch (error) {
    return refused(
      refusalFor(error, {
        INVALID_CODE: 'no-match',
        INVALID_BACKUP_CODE: 'no-match',
        INVALID_TWO_FACTOR_COOKIE: 'begin-again',
        TOTP_NOT_ENABLED: 'begin-again',
        BACKUP_CODES_NOT_ENABLED: 'begin-again',
        TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'begin-again',
        ACCOUNT_TEMPORARILY_LOCKED: 'locked',
        PERSON_SUSPENDED: 'suspended',
      } as const),
    );
  }
}

/** Mails a link to sign in to whoever has an account, and answers everyone alike. */
export async function requestMagicLink(
  platform: Limits,
  auth: Auth,
  asking: Asking,
  input: { readonly email: string; readonly next?: string },
): Promise<{ readonly kind: 'mailed' } | TooOften> {
  const email = input.email.toLowerCase();
  const limited = await tooOften(platform, 'mail-link', { address: asking.address, account: email });
  if (limited) return limited;
  return evenly(async () => {
    const metadata = input.next === undefined ? {} : { next: input.next };
    await auth.api.signInMagicLink({ body: { email, metadata }, headers: authHeaders(asking) });
    return { kind: 'mailed' };
  });
}

/** Signs in by the token of such a link, once. */
export async function signInByLink(
  platform: Limits,
  auth: Auth,
  asking: Asking,
  token: string,
): Promise<SignedInNow | Refused<'link-over' | 'suspended' | 'password-needed'> | TooOften> {
  const limited = await tooOften(platform, 'link', { address: asking.address });
  if (limited) return limited;
  try {
    const result = await auth.api.magicLinkVerify({ query: { token }, headers: authHeaders(asking) });
    return { kind: 'signed-in', personId: result.user.id };
  } catch (error) {
    return refused(
      refusalFor(error, {
        redirect: 'link-over',
        PERSON_SUSPENDED: 'suspended',
        PASSWORD_NEEDED: 'password-needed',
      } as const),
    );
  }
}

export async function signOut(auth: Auth, asking: Asking): Promise<void> {
  await auth.api.signOut({ headers: authHeaders(asking) });
}
