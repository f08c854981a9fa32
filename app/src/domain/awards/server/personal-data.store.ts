import type { Transaction } from 'kysely';
import type { Person } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';

export interface AwardsData {
  readonly awards: readonly {
    readonly id: string;
    readonly microcredential: string;
    readonly awardingBody: string;
    readonly nameOnAward: string;
    readonly awardedAt: Date;
    readonly validUntil: Date | null;
    readonly results: unknown;
    /** Each as the exact text that was signed, which is worth something on its own. */
    readonly credentials: readonly { readonly id: string; readonly form: string; readonly signedText: string | null }[];
    readonly shares: readonly { readonly label: string; readonly createdAt: Date; readonly revokedAt: Date | null }[];
  }[];
}

/** What is kept of a person's awards, for their own copy of it. */
export async function exportPersonData({ db }: Pick<Platform, 'db'>, personId: string): Promise<AwardsData> {
  const awards = await db
    .selectFrom('award')
    .innerJoin('microcredential', 'microcredential.id', 'award.microcredential_id')
    .innerJoin('organisation', 'organisation.id', 'award.awarding_body_id')
    .select([
      'award.id',
      'microcredential.slug as microcredential',
      'organisation.name as awardingBody',
      'award.name_on_award as nameOnAward',
      'award.awarded_at as awardedAt',
      'award.valid_until as validUntil',
      'award.results',
    ])
    .where('award.person_id', '=', personId)
    .orderBy('award.id')
    .execute();
  if (awards.length === 0) return { awards: [] };
  const ids = awards.map(({ id }) => id);
  const credentials = await db
    .selectFrom('credential')
    .select(['award_id', 'id', 'form', 'signed_text as signedText'])
    .where('award_id', 'in', ids)
    .orderBy('id')
    .execute();
  const shares = await db
    .selectFrom('share')
    .select(['award_id', 'label', 'created_at as createdAt', 'revoked_at as revokedAt'])
    .where('award_id', 'in', ids)
    .orderBy('id')
    .execute();
  const of = <Row extends { award_id: string }>(rows: readonly Row[], id: string) =>
    rows.filter(({ award_id }) => award_id === id).map(({ award_id: _, ...row }) => row);
  return {
    awards: awards.map((award) => ({ ...award, credentials: of(credentials, award.id), shares: of(shares, award.id) })),
  };
}

/** The award stays, as the provider's record of it; the links by which its holder showed it go. */
export async function erasePersonData(
  _platform: Platform,
  trx: Transaction<Database>,
  person: Pick<Person, 'id'>,
): Promise<void> {
  await trx
    .deleteFrom('share')
    .where('award_id', 'in', (award) => award.selectFrom('award').select('id').where('person_id', '=', person.id))
    .execute();
}
