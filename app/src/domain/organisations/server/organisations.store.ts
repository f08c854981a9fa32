import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { Database, Organisation as OrganisationRow } from '#platform/server/schema.ts';
import type {
  ApprovalPolicy,
  Capability,
  Organisation,
  OrganisationKind,
  OrganisationStatus,
} from '../organisations.ts';

/** A connection or a transaction; the store doesn't mind which. */
export type Db = Kysely<Database>;

function toOrganisation(row: Selectable<OrganisationRow>): Organisation {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    // The columns' check constraints hold these to the lists of organisations.ts.
    kind: row.kind as OrganisationKind,
    country: row.country,
    website: row.website,
    contactEmail: row.contact_email,
    description: row.description,
    colour: row.colour,
    logoKey: row.logo_key,
    capabilities: row.capabilities as Capability[],
    status: row.status as OrganisationStatus,
    statusReason: row.status_reason,
    approvalPolicy: row.approval_policy as ApprovalPolicy,
    isDemo: row.is_demo,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Undefined when the slug is taken. */
export async function insertOrganisation(db: Db, row: Insertable<OrganisationRow>): Promise<Organisation | undefined> {
  const inserted = await db
    .insertInto('organisation')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returningAll()
    .executeTakeFirst();
  return inserted && toOrganisation(inserted);
}

export async function updateOrganisation(
  db: Db,
  id: string,
  change: Updateable<OrganisationRow>,
): Promise<Organisation> {
  const row = await db
    .updateTable('organisation')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toOrganisation(row);
}

/**
 * The organisation, held until the transaction ends: whoever changes its status, its members or its keys does so
 * one after the other.
 */
export async function lockOrganisation(trx: Db, id: string): Promise<Organisation | undefined> {
  const row = await trx.selectFrom('organisation').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return row && toOrganisation(row);
}

export async function findOrganisation(
  db: Db,
  by: { id: string } | { slug: string },
): Promise<Organisation | undefined> {
  const query = db.selectFrom('organisation').selectAll();
  const row = await ('id' in by ? query.where('id', '=', by.id) : query.where('slug', '=', by.slug)).executeTakeFirst();
  return row && toOrganisation(row);
}

export async function findOrganisations(db: Db, ids: readonly string[]): Promise<Organisation[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('organisation').selectAll().where('id', 'in', ids).orderBy('name').execute();
  return rows.map(toOrganisation);
}

/** Newest first, from the one created before `before` on. */
export async function listByStatus(
  db: Db,
  filter: { readonly status?: OrganisationStatus; readonly limit: number; readonly beforeId?: string },
): Promise<Organisation[]> {
  const { status, beforeId } = filter;
  const rows = await db
    .selectFrom('organisation')
    .selectAll()
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? ''))
    // Ids are uuid v7, so they sort by creation.
    .$if(beforeId !== undefined, (query) => query.where('id', '<', beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();
  return rows.map(toOrganisation);
}

export async function countByStatus(db: Db): Promise<Record<OrganisationStatus, number>> {
  const rows = await db
    .selectFrom('organisation')
    .select(['status', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  const count = (status: OrganisationStatus) => rows.find((row) => row.status === status)?.count ?? 0;
  return { pending: count('pending'), approved: count('approved'), suspended: count('suspended') };
}
