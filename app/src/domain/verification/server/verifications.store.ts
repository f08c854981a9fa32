import type { Kysely } from 'kysely';
import type { Check, Verdict } from '@cairn/credentials';
import type { Database } from '#platform/server/schema.ts';
import type { VerificationSource } from '../verification.ts';

export async function insertVerification(
  db: Kysely<Database>,
  verification: {
    readonly id: string;
    readonly at: Date;
    readonly source: VerificationSource;
    readonly verdict: Verdict;
    readonly checks: readonly Pick<Check, 'name' | 'result' | 'code'>[];
    readonly credentialId: string | null;
  },
): Promise<void> {
  await db
    .insertInto('verification')
    .values({
      id: verification.id,
      at: verification.at,
      source: verification.source,
      verdict: verification.verdict,
      checks: JSON.stringify(verification.checks.map(({ name, result, code }) => ({ name, result, code }))),
      credential_id: verification.credentialId,
    })
    .execute();
}
