import { roles, type Role } from '../../identity/identity.ts';
import type { Member } from '../invitations.ts';
import type { Db } from './organisations.store.ts';

interface MembershipRow {
  readonly organisation_id: string;
  readonly person_id: string;
  readonly role: string;
  readonly created_at: Date;
}

/** The table's check constraint holds the text to the list of roles. */
const toRole = (text: string): Role => text as Role;
const inOrder = (held: readonly Role[]): Role[] => roles.filter((role) => held.includes(role));

/** Longest in the organisation first. */
export async function findMembers(db: Db, organisationId: string): Promise<Member[]> {
  const rows: MembershipRow[] = await db
    .selectFrom('membership')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at')
    .orderBy('person_id')
    .execute();
  const byPerson = Map.groupBy(rows, (row) => row.person_id);
  return [...byPerson].map(([personId, held]) => ({
    personId,
    roles: inOrder(held.map((row) => toRole(row.role))),
    since: held[0]?.created_at ?? new Date(0),
  }));
}

export async function addRole(
  db: Db,
  membership: { readonly organisationId: string; readonly personId: string; readonly role: Role; readonly at: Date },
): Promise<void> {
  await db
    .insertInto('membership')
    .values({
      organisation_id: membership.organisationId,
      person_id: membership.personId,
      role: membership.role,
      created_at: membership.at,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id', 'role']).doNothing())
    .execute();
}

export async function removeRoles(
  db: Db,
  organisationId: string,
  personId: string,
  removed: readonly Role[],
): Promise<void> {
  if (removed.length === 0) return;
  await db
    .deleteFrom('membership')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .where('role', 'in', removed)
    .execute();
}

/** How many organisations of a status the person owns. */
export async function countOwned(db: Db, personId: string, status: string): Promise<number> {
  const { count } = await db
    .selectFrom('membership')
    .innerJoin('organisation', 'organisation.id', 'membership.organisation_id')
    .where('membership.person_id', '=', personId)
    .where('membership.role', '=', 'owner')
    .where('organisation.status', '=', status)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
