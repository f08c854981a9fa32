import { takeFromLimit, type Limit } from '#platform/server/rate-limit.ts';
import type { Platform } from '#platform/server/platform.ts';

const quarter = 900;
const hour = 3600;

/**
 * How often, by what is done. `account` is by the e-mail address asked for, whether or not it has an account, and
 * strict, since passwords are guessed there. `address` is by network address, and wide: a whole school may sit behind one.
 */
const limits = {
  'sign-in': { account: { limit: 10, windowSeconds: quarter }, address: { limit: 300, windowSeconds: quarter } },
  'sign-up': { account: { limit: 5, windowSeconds: hour }, address: { limit: 200, windowSeconds: hour } },
  'mail-link': { account: { limit: 5, windowSeconds: hour }, address: { limit: 200, windowSeconds: hour } },
  link: { account: { limit: 20, windowSeconds: quarter }, address: { limit: 100, windowSeconds: quarter } },
  'second-factor': { account: { limit: 10, windowSeconds: quarter }, address: { limit: 300, windowSeconds: quarter } },
  passkey: { account: { limit: 60, windowSeconds: quarter }, address: { limit: 300, windowSeconds: quarter } },
  'password-check': { account: { limit: 10, windowSeconds: quarter }, address: { limit: 300, windowSeconds: quarter } },
} as const satisfies Record<string, Record<'account' | 'address', Omit<Limit, 'key'>>>;

export type Limited = keyof typeof limits;

/** The person can try again, later. */
export interface TooOften {
  readonly kind: 'refused';
  readonly because: 'too-often';
  readonly retryAfterSeconds: number;
}

/** Counts one try against the caller's address and, where there is one, the account; undefined when both allow it. */
export async function tooOften(
  platform: Pick<Platform, 'clock' | 'db' | 'secrets'>,
  what: Limited,
  { address, account }: { readonly address: string; readonly account?: string },
): Promise<TooOften | undefined> {
  const byAddress = await takeFromLimit(platform, { key: `${what}/address/${address}`, ...limits[what].address });
  if (byAddress.kind === 'limited') return refusal(byAddress.retryAfterSeconds);
  if (account === undefined) return undefined;
  const byAccount = await takeFromLimit(platform, {
    key: `${what}/account/${account.toLowerCase()}`,
    ...limits[what].account,
  });
  return byAccount.kind === 'limited' ? refusal(byAccount.retryAfterSeconds) : undefined;
}

function refusal(retryAfterSeconds: number): TooOften {
  return { kind: 'refused', because: 'too-often', retryAfterSeconds };
}
