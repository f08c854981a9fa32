import type { Transaction } from 'kysely';
import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Actor } from '../identity.ts';
import type { Person } from '../person.ts';
import { refused, type Refused } from '../refusal.ts';
import { recordAudit } from './audit-trail.ts';
import { NotFound, requirePerson } from './permission.ts';
import { countOperators, deleteMailTo, deletePerson, lockPerson, selectSoleOwnerships } from './people.store.ts';
import { deleteTokensOf } from './sign-in.store.ts';

/** What a later domain removes of a person, where the rows don't fall with the account. In the same transaction. */
export type EraseStep = (platform: Platform, trx: Transaction<Database>, person: Person) => Promise<void>;

export interface SoleOwner {
  readonly kind: 'refused';
  readonly because: 'sole-owner';
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Erases the person's own account, for good. Awards stay as the providers' records say, the audit trail keeps the
 * bare id. The caller has made sure that it is they: by password, or by a sign-in in the last hour.
 * @param steps what other domains remove first.
 */
export async function erasePerson(
  platform: Platform,
  actor: Actor,
  steps: readonly EraseStep[],
): Promise<{ readonly kind: 'erased' } | SoleOwner | Refused<'last-operator'>> {
  const { personId } = requirePerson(actor);
  return platform.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, personId);
    if (!person) throw new NotFound('person');
    const organisations = await selectSoleOwnerships(trx, personId);
    if (organisations.length > 0) return { kind: 'refused', because: 'sole-owner', organisations };
    if (person.isOperator && (await countOperators(trx)) <= 1) return refused('last-operator');

    for (const erase of steps) await erase(platform, trx, person);
    await deleteTokensOf(trx, person);
    await deleteMailTo(trx, person.email);
    await recordAudit(platform, trx, actor, { action: 'person.erased', subjectKind: 'person', subjectId: personId });
    await announce(platform, trx, { type: 'person.erased', data: { personId } });
    await deletePerson(trx, personId);
    return { kind: 'erased' };
  });
}
