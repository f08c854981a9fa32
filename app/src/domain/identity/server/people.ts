import type { Platform } from '#platform/server/platform.ts';
import type { SignedIn } from '../identity.ts';
import type { Person } from '../person.ts';
import { NotFound } from './permission.ts';
import { selectMemberships, selectPeople, selectPerson, selectPersonByEmail } from './people.store.ts';

type Reads = Pick<Platform, 'db'>;

export async function personById(platform: Reads, id: string): Promise<Person | undefined> {
  return selectPerson(platform.db, id);
}

export async function personByEmail(platform: Reads, email: string): Promise<Person | undefined> {
  return selectPersonByEmail(platform.db, email);
}

/** Everyone asked for who (still) exists, by id, in one query. */
export async function peopleByIds(platform: Reads, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const people = await selectPeople(platform.db, ids);
  return new Map(people.map((person) => [person.id, person]));
}

/** Display names by id, in one query. Whoever was erased is absent. */
export async function namesOf(platform: Reads, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await selectPeople(platform.db, ids);
  return new Map(people.map((person) => [person.id, person.displayName]));
}

/**
 * The person as one who asks, with the roles they hold now.
 * @throws {NotFound} when there is no such person.
 */
export async function actorOf(platform: Reads, personId: string): Promise<SignedIn> {
  const person = await selectPerson(platform.db, personId);
  if (!person) throw new NotFound('person');
  return actorFor(platform, person);
}

/** The same for a person who is already loaded. */
export async function actorFor(platform: Reads, person: Person): Promise<SignedIn> {
  return {
    kind: 'person',
    personId: person.id,
    isOperator: person.isOperator,
    emailConfirmed: person.emailConfirmed,
    memberships: await selectMemberships(platform.db, person.id),
  };
}
