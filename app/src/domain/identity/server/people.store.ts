import { sql, type Kysely, type Selectable } from 'kysely';
import type { Database, Person as PersonRow } from '#platform/server/schema.ts';
import type { Membership, Role } from '../identity.ts';
import type { Person } from '../person.ts';

type Db = Kysely<Database>;

export interface NewPerson {
  readonly id: string;
  readonly email: string;
  readonly emailConfirmed: boolean;
  readonly displayName: string;
  readonly legalName: string | null;
  readonly isOperator: boolean;
  readonly at: Date;
}

/** Inserts the person; undefined when the e-mail already has an account. */
export async function insertPerson(db: Db, person: NewPerson): Promise<Person | undefined> {
  const row = await db
    .insertInto('person')
    .values({
      id: person.id,
      email: person.email,
      email_confirmed: person.emailConfirmed,
      display_name: person.displayName,
      legal_name: person.legalName,
      is_operator: person.isOperator,
      created_at: person.at,
      updated_at: person.at,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && toPerson(row);
}

export async function selectPerson(db: Db, id: string): Promise<Person | undefined> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPerson(row);
}

/** Holds the row until the transaction ends, so that two changes to one person follow each other. */
/**
 * Held until the transaction ends. Rows that refer to the person may still be added meanwhile, by whoever holds what this
 * transaction will ask for next: neither would ever go on if they had to wait for each other.
 */
export async function lockPerson(trx: Db, id: string): Promise<Person | undefined> {
  const row = await trx.selectFrom('person').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return row && toPerson(row);
}

export async function selectPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  const row = await db.selectFrom('person').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst();
  return row && toPerson(row);
}

export async function selectPeople(db: Db, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('person')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return rows.map(toPerson);
}

/** Newest accounts first; `search` is looked for in names and addresses. `before` is the last id already seen. */
export async function selectPeoplePage(db: Db, search: string, limit: number, before?: string): Promise<Person[]> {
  let query = db.selectFrom('person').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (search !== '') {
    const needle = search.toLowerCase();
    query = query.where(({ or, eb, fn, val }) =>
      or([
        eb(fn<number>('strpos', ['email', val(needle)]), '>', 0),
        eb(fn<number>('strpos', [fn('lower', ['display_name']), val(needle)]), '>', 0),
        eb(fn<number>('strpos', [fn('lower', ['legal_name']), val(needle)]), '>', 0),
      ]),
    );
  }
  return (await query.execute()).map(toPerson);
}

export interface PersonChange {
  readonly display_name?: string;
  readonly legal_name?: string | null;
  readonly is_operator?: boolean;
  readonly email_confirmed?: boolean;
  readonly suspended_at?: Date | null;
}

export async function updatePerson(db: Db, id: string, change: PersonChange, at: Date): Promise<void> {
  await db
    .updateTable('person')
    .set({ ...change, updated_at: at })
    .where('id', '=', id)
    .execute();
}

/** Also removes what hangs on the account alone: ways to sign in, sign-ins, consents, memberships, enrolments. */
export async function deletePerson(db: Db, id: string): Promise<void> {
  await db.deleteFrom('person').where('id', '=', id).execute();
}

// The rows belong to organisations, which comes later; they are read here because every permission rests on them.
export async function selectMemberships(db: Db, personId: string): Promise<Membership[]> {
  const rows = await db
    .selectFrom('membership')
    .select(['organisation_id', 'role'])
    .where('person_id', '=', personId)
    .orderBy('organisation_id')
    .orderBy('role')
    .execute();
  return rows.map((row) => ({ organisationId: row.organisation_id, role: row.role as Role }));
}

/** The organisations that would have no owner left without this person, locked against another owner's leaving. */
export async function selectSoleOwnerships(trx: Db, personId: string): Promise<{ id: string; name: string }[]> {
  const owned = await trx
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('id', 'in', (owner) =>
      owner
        .selectFrom('membership')
        .select('organisation_id')
        .where('person_id', '=', personId)
        .where('role', '=', 'owner'),
    )
    .forUpdate()
    .execute();
  if (owned.length === 0) return [];
  const shared = await trx
    .selectFrom('membership')
    .select('organisation_id')
    .distinct()
    .where('role', '=', 'owner')
    .where('person_id', '<>', personId)
    .where(
      'organisation_id',
      'in',
      owned.map((organisation) => organisation.id),
    )
    .execute();
  const kept = new Set(shared.map((row) => row.organisation_id));
  return owned.filter((organisation) => !kept.has(organisation.id));
}

const operatorsLock = 2_263_871_007;

/**
 * How many people can run this installation. Until the transaction ends nobody else counts them, so that the last two
 * cannot leave at the same moment.
 */
export async function countOperators(trx: Db): Promise<number> {
  await sql`select pg_advisory_xact_lock(${sql.lit(operatorsLock)})`.execute(trx);
  const row = await trx
    .selectFrom('person')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('is_operator', '=', true)
    .where('suspended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Messages are the platform's, but their words and addresses are the person's. */
export async function deleteMailTo(trx: Db, email: string): Promise<void> {
  await trx
    .deleteFrom('mail_message')
    .where((where) => where(where.fn<string>('lower', ['to_address']), '=', email))
    .execute();
}

function toPerson(row: Selectable<PersonRow>): Person {
  return {
    id: row.id,
    email: row.email,
    emailConfirmed: row.email_confirmed,
    displayName: row.display_name,
    legalName: row.legal_name,
    isOperator: row.is_operator,
    twoFactorEnabled: row.two_factor_enabled,
    suspendedAt: row.suspended_at,
    createdAt: row.created_at,
  };
}
