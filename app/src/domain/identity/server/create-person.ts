import { hashPassword } from 'better-auth/crypto';
import type { Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import type { Person } from '../person.ts';
import { currentPolicy, policyDocuments } from '../policies.ts';
import { insertPerson } from './people.store.ts';
import { insertConsent, insertPassword } from './sign-in.store.ts';

export interface PersonToCreate {
  readonly email: string;
  readonly displayName: string;
  readonly legalName?: string;
  readonly password?: string;
  /** Default true: whoever calls this vouches for the address. */
  readonly emailConfirmed?: boolean;
  readonly isOperator?: boolean;
}

/**
 * Makes an account without asking anyone, for the demo story, tests and commands: confirmed, with consent to the
 * documents in force. People themselves come in through `signUp`.
 * @throws {Fault} `email-taken` when the address has an account.
 */
export async function createPerson(
  platform: Pick<Platform, 'db' | 'clock' | 'newId'>,
  input: PersonToCreate,
): Promise<Person> {
  const hash = input.password === undefined ? undefined : await hashPassword(input.password);
  const at = platform.clock();
  return platform.db.transaction().execute(async (trx) => {
    const person = await insertPerson(trx, {
      id: platform.newId(),
      email: input.email.toLowerCase(),
      emailConfirmed: input.emailConfirmed ?? true,
      displayName: input.displayName,
      legalName: input.legalName ?? null,
      isOperator: input.isOperator ?? false,
      at,
    });
    if (!person) throw new Fault('email-taken', 'This e-mail address already has an account.', { status: 409 });
    if (hash !== undefined) await insertPassword(trx, { id: platform.newId(), personId: person.id, hash, at });
    for (const document of policyDocuments) {
      await insertConsent(trx, platform.newId(), person.id, {
        document,
        version: currentPolicy(document).version,
        givenAt: at,
      });
    }
    return person;
  });
}
