import type { Kysely, Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';
import { awardResultsSchema, type AwardResults } from '../awards.ts';

type Db = Kysely<Database> | Transaction<Database>;

export interface Award {
  readonly id: string;
  readonly basisKind: 'enrolment' | 'registrar' | 'import';
  readonly basisId: string;
  readonly microcredentialId: string;
  readonly versionId: string;
  readonly personId: string | null;
  readonly enrolmentId: string | null;
  readonly nameOnAward: string;
  readonly awardingBodyId: string;
  readonly delivererId: string;
  readonly awardedAt: Date;
  readonly validUntil: Date | null;
  readonly results: AwardResults;
}

interface AwardRow {
  id: string;
  basis_kind: string;
  basis_id: string;
  microcredential_id: string;
  version_id: string;
  person_id: string | null;
  enrolment_id: string | null;
  name_on_award: string;
  awarding_body_id: string;
  deliverer_id: string;
  awarded_at: Date;
  valid_until: Date | null;
  results: unknown;
}

function toAward(row: AwardRow): Award {
  return {
    id: row.id,
    basisKind: row.basis_kind as Award['basisKind'],
    basisId: row.basis_id,
    microcredentialId: row.microcredential_id,
    versionId: row.version_id,
    personId: row.person_id,
    enrolmentId: row.enrolment_id,
    nameOnAward: row.name_on_award,
    awardingBodyId: row.awarding_body_id,
    delivererId: row.deliverer_id,
    awardedAt: row.awarded_at,
    validUntil: row.valid_until,
    results: awardResultsSchema.parse(row.results),
  };
}

/** Adds the award unless its basis has given one already; says whether it did. */
export async function insertAward(trx: Transaction<Database>, award: Award): Promise<boolean> {
  const inserted = await trx
    .insertInto('award')
    .values({
      id: award.id,
      basis_kind: award.basisKind,
      basis_id: award.basisId,
      microcredential_id: award.microcredentialId,
      version_id: award.versionId,
      person_id: award.personId,
      enrolment_id: award.enrolmentId,
      name_on_award: award.nameOnAward,
      awarding_body_id: award.awardingBodyId,
      deliverer_id: award.delivererId,
      awarded_at: award.awardedAt,
      valid_until: award.validUntil,
      results: JSON.stringify(award.results),
    })
    .onConflict((conflict) => conflict.columns(['basis_kind', 'basis_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function awardById(db: Db, id: string): Promise<Award | undefined> {
  if (!isId(id)) return undefined;
  const row = await db.selectFrom('award').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toAward(row);
}

export async function awardByBasis(
  db: Db,
  basis: { readonly kind: Award['basisKind']; readonly id: string },
): Promise<Award | undefined> {
  const row = await db
    .selectFrom('award')
    .selectAll()
    .where('basis_kind', '=', basis.kind)
    .where('basis_id', '=', basis.id)
    .executeTakeFirst();
  return row && toAward(row);
}

export async function awardsOfPerson(db: Db, personId: string): Promise<readonly Award[]> {
  const rows = await db
    .selectFrom('award')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('awarded_at', 'desc')
    .execute();
  return rows.map(toAward);
}

/** The newest awards of a body, a page at a time, newest first; `before` is the last id of the page before. */
export async function awardsOfBody(
  db: Db,
  page: { readonly awardingBodyId: string; readonly before?: string | undefined; readonly limit: number },
): Promise<readonly Award[]> {
  const rows = await db
    .selectFrom('award')
    .selectAll()
    .where('awarding_body_id', '=', page.awardingBodyId)
    .$if(page.before !== undefined, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(toAward);
}
