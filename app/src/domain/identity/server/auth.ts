import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { magicLink, twoFactor } from 'better-auth/plugins';
import type { sveltekitCookies } from 'better-auth/svelte-kit';
import type { Platform } from '#platform/server/platform.ts';
import { longestPassword, shortestPassword } from '../password.ts';
import { mailConfirmation, mailMagicLink, mailPasswordReset } from './account-mail.ts';
import { recordAudit } from './audit-trail.ts';
import { actorOf } from './people.ts';
import { selectPerson } from './people.store.ts';

/** The header that carries the caller's address to better-auth; set by us on every call, never taken from outside. */
export const addressHeader = 'x-cairn-address';

const day = 86_400;
const sessionSeconds = 14 * day;
/** How long a sign-in counts as recent, for what needs more than a session: new passkeys, erasing the account. */
export const recentSeconds = 3600;
export const linkSeconds = { confirmation: day, reset: 3600, magicLink: 900 } as const;

interface AuthOptions {
  /** Writes better-auth's cookies to the page's response. Given by the web side, since only that has one. */
  readonly cookies?: ReturnType<typeof sveltekitCookies>;
}

export type Auth = ReturnType<typeof createAuth>;

/** The mechanics of signing in, on our tables and in our words. Pages call `auth.api` through this domain's use cases. */
export function createAuth(platform: Platform, options: AuthOptions = {}) {
  const { config, db, log } = platform;
  const isSecure = config.origin.startsWith('https:');
  return betterAuth({
    appName: 'Cairn',
    baseURL: config.origin,
    basePath: '/api/auth',
    secret: platform.secrets.fingerprint('better-auth', 'auth-secret'),
    trustedOrigins: [config.origin],
    database: { db, type: 'postgres', transaction: true },
    user: { ...personTable, changeEmail: { enabled: true } },
    session: { ...signInTable, expiresIn: sessionSeconds, updateAge: day, freshAge: recentSeconds },
    account: methodTable,
    // A leaked table must not open anything: tokens are found by their hash.
    verification: { ...tokenTable, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      resetPasswordTokenExpiresIn: linkSeconds.reset,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => mailPasswordReset(platform, user, token),
    },
    emailVerification: {
      expiresIn: linkSeconds.confirmation,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      sendVerificationEmail: ({ user, token }) => mailConfirmation(platform, user, token),
    },
    databaseHooks: {
      session: { create: { before: ({ userId }, context) => refuseSession(platform, userId, context?.path) } },
    },
    // Our own limits are shared by all processes, and count calls that never come through better-auth's router.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message, ...details: unknown[]) => log.error({ err: details[0] }, message),
    },
    advanced: {
      database: { generateId: () => platform.newId(), validateSchema: false, joins: true },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // The __Host- prefix binds a cookie to this very host; better-auth itself would write __Secure-.
      useSecureCookies: false,
      cookiePrefix: isSecure ? '__Host-cairn' : 'cairn',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: linkSeconds.magicLink,
        sendMagicLink: ({ email, token, metadata }) => mailMagicLink(platform, email, token, metadata),
      }),
      passkey({
        rpName: 'Cairn',
        origin: config.origin,
        schema: passkeyTable,
        registration: {
          afterVerification: async ({ user }) => {
            const actor = await actorOf(platform, user.id);
            await db.transaction().execute((trx) =>
              recordAudit(platform, trx, actor, {
                action: 'passkey.added',
                subjectKind: 'person',
                subjectId: user.id,
              }),
            );
          },
        },
      }),
      twoFactor({ issuer: 'Cairn', schema: twoFactorTables }),
      ...(options.cookies === undefined ? [] : [options.cookies]),
    ],
  });
}

/** The last gate before anyone is signed in, whichever way they came. */
async function refuseSession(platform: Platform, personId: string, path: string | undefined): Promise<void> {
  const person = await selectPerson(platform.db, personId);
  if (!person || person.suspendedAt !== null) {
    throw new APIError('FORBIDDEN', { code: 'PERSON_SUSPENDED', message: 'This account is suspended.' });
  }
  // Whoever asks for a second factor must not be reachable through the mailbox alone.
  if (path === '/magic-link/verify' && person.twoFactorEnabled) {
    throw new APIError('FORBIDDEN', {
      code: 'PASSWORD_NEEDED',
      message: 'This account needs its password and a code.',
    });
  }
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

const personTable = {
  modelName: 'person',
  fields: { name: 'display_name', emailVerified: 'email_confirmed', ...times },
  additionalFields: {
    legalName: { type: 'string', required: false, input: false, fieldName: 'legal_name' },
    isOperator: { type: 'boolean', required: false, input: false, fieldName: 'is_operator', defaultValue: false },
    suspendedAt: { type: 'date', required: false, input: false, fieldName: 'suspended_at' },
  },
} as const;

const signInTable = {
  modelName: 'sign_in',
  fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...times },
} as const;

const methodTable = {
  modelName: 'sign_in_method',
  fields: {
    userId: 'person_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...times,
  },
} as const;

const tokenTable = { modelName: 'sign_in_token', fields: { expiresAt: 'expires_at', ...times } } as const;

const twoFactorTables = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factor',
    fields: {
      userId: 'person_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const;

const passkeyTable = {
  passkey: {
    modelName: 'passkey',
    fields: {
      userId: 'person_id',
      publicKey: 'public_key',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const;
