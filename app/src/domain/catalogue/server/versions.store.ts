import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Database, Microcredential as MicrocredentialRow, VersionPart } from '#platform/server/schema.ts';
import type { Microcredential, Part, PartName, Teaching, Version } from '../catalogue.ts';
import { draftFrom, recordSchema, type DraftRecord, type MicrocredentialRecord } from '../record.ts';

/** A connection or a transaction; the stores don't mind which. */
export type Db = Kysely<Database>;

function toMicrocredential(row: Selectable<MicrocredentialRow>): Microcredential {
  return {
    id: row.id,
    slug: row.slug,
    organisationId: row.organisation_id,
    // Held to the list by the column's check.
    teaching: row.teaching as Teaching,
    retiredAt: row.retired_at,
    createdAt: row.created_at,
  };
}

/** Undefined when the slug is taken. */
export async function insertMicrocredential(
  trx: Db,
  row: Omit<Microcredential, 'retiredAt'>,
): Promise<Microcredential | undefined> {
  const inserted = await trx
    .insertInto('microcredential')
    .values({
      id: row.id,
      slug: row.slug,
      organisation_id: row.organisationId,
      teaching: row.teaching,
      created_at: row.createdAt,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returningAll()
    .executeTakeFirst();
  return inserted && toMicrocredential(inserted);
}

export async function findMicrocredential(
  db: Db,
  by: { id: string } | { slug: string },
): Promise<Microcredential | undefined> {
  const query = db.selectFrom('microcredential').selectAll();
  const row = await ('id' in by ? query.where('id', '=', by.id) : query.where('slug', '=', by.slug)).executeTakeFirst();
  return row && toMicrocredential(row);
}

/** Held until the transaction ends: whoever publishes, retires or starts a version does so one after the other. */
export async function lockMicrocredential(
  trx: Transaction<Database>,
  id: string,
): Promise<Microcredential | undefined> {
  const row = await trx
    .selectFrom('microcredential')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && toMicrocredential(row);
}

export async function setRetiredAt(trx: Transaction<Database>, id: string, retiredAt: Date | null): Promise<void> {
  await trx.updateTable('microcredential').set({ retired_at: retiredAt }).where('id', '=', id).execute();
}

function versions(db: Db) {
  return db
    .selectFrom('microcredential_version as version')
    .innerJoin('microcredential', 'microcredential.id', 'version.microcredential_id')
    .select([
      'version.id',
      'version.number',
      'version.microcredential_id',
      'version.record',
      'version.content_hash',
      'version.published_at',
      'version.approval_id',
      'version.created_at',
      'version.updated_at',
      'microcredential.slug',
      'microcredential.organisation_id',
      'microcredential.teaching',
      'microcredential.retired_at',
    ]);
}

type VersionRow = Awaited<ReturnType<ReturnType<typeof versions>['execute']>>[number];

function toVersion(row: VersionRow): Version {
  const base = {
    id: row.id,
    number: row.number,
    microcredentialId: row.microcredential_id,
    slug: row.slug,
    organisationId: row.organisation_id,
    teaching: row.teaching as Teaching,
    retiredAt: row.retired_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
  return row.published_at === null
    ? { ...base, status: 'draft', record: draftFrom(row.record) }
    : {
        ...base,
        status: 'published',
        // Older records lack elements that came later; the schema fills them with "nothing stated".
        record: recordSchema.parse(row.record),
        publishedAt: row.published_at,
        contentHash: row.content_hash ?? '',
        approvalId: row.approval_id,
      };
}

export async function findVersion(db: Db, id: string): Promise<Version | undefined> {
  const row = await versions(db).where('version.id', '=', id).executeTakeFirst();
  return row && toVersion(row);
}

export async function findVersions(db: Db, ids: readonly string[]): Promise<Version[]> {
  if (ids.length === 0) return [];
  return (await versions(db).where('version.id', 'in', ids).execute()).map(toVersion);
}

/** Every version of a microcredential, the newest first; a draft, if there is one, is the newest. */
export async function findVersionsOf(db: Db, microcredentialId: string): Promise<Version[]> {
  const rows = await versions(db)
    .where('microcredential_id', '=', microcredentialId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(toVersion);
}

/** The newest version, a draft too, of each of these microcredentials. */
export async function findNewestVersions(db: Db, microcredentialIds: readonly string[]): Promise<Version[]> {
  if (microcredentialIds.length === 0) return [];
  const rows = await versions(db)
    .distinctOn('version.microcredential_id')
    .where('version.microcredential_id', 'in', microcredentialIds)
    .orderBy('version.microcredential_id')
    .orderBy('version.number', 'desc')
    .execute();
  return rows.map(toVersion);
}

/** Every version of all of an organisation's microcredentials, the newest microcredential and version first. */
export async function findVersionsOfOrganisation(db: Db, organisationId: string): Promise<Version[]> {
  const rows = await versions(db)
    .where('organisation_id', '=', organisationId)
    .orderBy('microcredential_id', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return rows.map(toVersion);
}

/** The version, held until the transaction ends: changes of a draft and its publication happen one after the other. */
export async function lockVersion(trx: Transaction<Database>, id: string): Promise<Version | undefined> {
  const held = await trx
    .selectFrom('microcredential_version')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return held && (await findVersion(trx, id));
}

export async function insertDraft(
  trx: Transaction<Database>,
  draft: {
    readonly id: string;
    readonly microcredentialId: string;
    readonly number: number;
    readonly record: DraftRecord;
    readonly at: Date;
  },
): Promise<void> {
  await trx
    .insertInto('microcredential_version')
    .values({
      id: draft.id,
      microcredential_id: draft.microcredentialId,
      number: draft.number,
      record: JSON.stringify(draft.record),
      created_at: draft.at,
      updated_at: draft.at,
    })
    .execute();
}

export async function updateDraft(
  trx: Transaction<Database>,
  id: string,
  record: DraftRecord,
  at: Date,
): Promise<void> {
  await trx
    .updateTable('microcredential_version')
    .set({ record: JSON.stringify(record), updated_at: at })
    .where('id', '=', id)
    .execute();
}

export async function freezeVersion(
  trx: Transaction<Database>,
  id: string,
  frozen: {
    readonly record: MicrocredentialRecord;
    readonly contentHash: string;
    readonly publishedBy: string | null;
    readonly approvalId: string | null;
    readonly at: Date;
  },
): Promise<void> {
  await trx
    .updateTable('microcredential_version')
    .set({
      record: JSON.stringify(frozen.record),
      content_hash: frozen.contentHash,
      published_at: frozen.at,
      published_by: frozen.publishedBy,
      approval_id: frozen.approvalId,
      updated_at: frozen.at,
    })
    .where('id', '=', id)
    .execute();
}

/** The ids among these that outcomes have, each with the microcredential it belongs to. */
export async function ownersOfOutcomes(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('outcome').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.microcredential_id]));
}

export async function insertOutcomes(
  trx: Transaction<Database>,
  microcredentialId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .insertInto('outcome')
    .values(ids.map((id) => ({ id, microcredential_id: microcredentialId })))
    .execute();
}

function toPart(row: Selectable<VersionPart>): Part {
  return {
    part: row.part as PartName,
    hash: row.hash,
    coveredOutcomes: row.covered_outcomes,
    problems: Array.isArray(row.problems) ? row.problems.filter((problem) => typeof problem === 'string') : [],
  };
}

export async function findParts(db: Db, versionId: string): Promise<Part[]> {
  const rows = await db
    .selectFrom('version_part')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('part')
    .execute();
  return rows.map(toPart);
}

export async function upsertPart(trx: Transaction<Database>, versionId: string, part: Part, at: Date): Promise<void> {
  const values = {
    hash: part.hash,
    covered_outcomes: sql<string[]>`${[...part.coveredOutcomes]}::uuid[]`,
    problems: JSON.stringify(part.problems),
    updated_at: at,
  };
  await trx
    .insertInto('version_part')
    .values({ version_id: versionId, part: part.part, ...values })
    .onConflict((conflict) => conflict.columns(['version_id', 'part']).doUpdateSet(values))
    .execute();
}
