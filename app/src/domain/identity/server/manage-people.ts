import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../identity.ts';
import type { Person } from '../person.ts';
import { refused, type Refused } from '../refusal.ts';
import { recordAudit } from './audit-trail.ts';
import { NotFound, requireOperator } from './permission.ts';
import { countOperators, lockPerson, selectPeoplePage, updatePerson, type PersonChange } from './people.store.ts';
import { deleteSignIns } from './sign-in.store.ts';

type Managing = Pick<Platform, 'db' | 'clock' | 'newId'>;
interface Done {
  readonly kind: 'done';
}

const pageSize = 50;
export interface PeoplePage {
  /** Newest accounts first. */
  readonly people: readonly Person[];
  readonly nextCursor?: string;
}

/** For operators: everyone, or those whose name or address holds the text searched for. */
export async function listPeople(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
  { search = '', cursor }: { readonly search?: string; readonly cursor?: string } = {},
): Promise<PeoplePage> {
  requireOperator(actor);
  const before = cursor !== undefined && isId(cursor) ? cursor : undefined;
  const people = await selectPeoplePage(platform.db, search.trim(), pageSize + 1, before);
  const last = people[pageSize - 1];
  return people.length > pageSize && last ? { people: people.slice(0, pageSize), nextCursor: last.id } : { people };
}

/** Signs the person out everywhere and lets them in no more, until reinstated. What they earned stays valid. */
export async function suspendPerson(
  platform: Managing,
  actor: Actor,
  personId: string,
): Promise<Done | Refused<'yourself' | 'last-operator'>> {
  requireOperator(actor);
  if (actor.kind === 'person' && actor.personId === personId) return refused('yourself');
  return change(platform, actor, personId, 'person.suspended', (person) =>
    person.suspendedAt === null ? { suspended_at: platform.clock() } : undefined,
  );
}

export async function reinstatePerson(
  platform: Managing,
  actor: Actor,
  personId: string,
): Promise<Done | Refused<'last-operator'>> {
  requireOperator(actor);
  return change(platform, actor, personId, 'person.reinstated', (person) =>
    person.suspendedAt === null ? undefined : { suspended_at: null },
  );
}

export async function makeOperator(
  platform: Managing,
  actor: Actor,
  personId: string,
): Promise<Done | Refused<'last-operator'>> {
  requireOperator(actor);
  return change(platform, actor, personId, 'person.made-operator', (person) =>
    person.isOperator ? undefined : { is_operator: true },
  );
}

export async function endOperator(
  platform: Managing,
  actor: Actor,
  personId: string,
): Promise<Done | Refused<'last-operator'>> {
  requireOperator(actor);
  return change(platform, actor, personId, 'person.operator-ended', (person) =>
    person.isOperator ? { is_operator: false } : undefined,
  );
}

/** Asked for twice, done once: a change that finds nothing to change leaves no second entry in the trail. */
async function change(
  platform: Managing,
  actor: Actor,
  personId: string,
  action: string,
  decide: (person: Person) => PersonChange | undefined,
): Promise<Done | Refused<'last-operator'>> {
  return platform.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, personId);
    if (!person) throw new NotFound('person');
    const decided = decide(person);
    if (!decided) return { kind: 'done' };
    const losesOperator = decided.is_operator === false || (decided.suspended_at instanceof Date && person.isOperator);
    // Nobody may lock everyone out; the platform itself may, since it only closes what it opened.
    if (losesOperator && actor.kind !== 'system' && (await countOperators(trx)) <= 1) return refused('last-operator');
    await updatePerson(trx, personId, decided, platform.clock());
    if (decided.suspended_at instanceof Date) await deleteSignIns(trx, personId);
    await recordAudit(platform, trx, actor, { action, subjectKind: 'person', subjectId: personId });
    return { kind: 'done' };
  });
}
