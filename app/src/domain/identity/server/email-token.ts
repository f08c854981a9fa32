import { verifyJWT } from 'better-auth/crypto';
import { z } from 'zod';
import type { Auth } from './auth.ts';

const claims = z.object({ email: z.string(), userId: z.string(), updateTo: z.string().optional() });

export interface EmailToken {
  readonly personId: string;
  /** The address the account had when the link was made. */
  readonly email: string;
  /** The address it shall have, for a change. */
  readonly newEmail?: string;
}

/** What a confirmation link says, if it is one of ours and in date. better-auth makes them as HS256 JWTs. */
export async function emailToken(auth: Auth, token: string): Promise<EmailToken | undefined> {
  const { secret } = await auth.$context;
  const parsed = claims.safeParse(await verifyJWT<unknown>(token, secret));
  if (!parsed.success) return undefined;
  const { email, userId, updateTo } = parsed.data;
  return { personId: userId, email, ...(updateTo === undefined ? {} : { newEmail: updateTo }) };
}
