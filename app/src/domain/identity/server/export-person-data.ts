import type { Platform } from '#platform/server/platform.ts';
import type { AuditEntry } from '../audit.ts';
import type { Person } from '../person.ts';
import { selectAuditEntries } from './audit.store.ts';
import { NotFound } from './permission.ts';
import { selectPerson } from './people.store.ts';
import {
  selectConsents,
  selectPasskeys,
  selectPasswordHash,
  selectSignIns,
  type Consent,
  type SignIn,
} from './sign-in.store.ts';

export interface IdentityData {
  readonly person: Person;
  readonly consents: readonly Consent[];
  readonly waysToSignIn: {
    readonly password: boolean;
    readonly codes: boolean;
    readonly passkeys: readonly { readonly name: string | null; readonly addedAt: Date | null }[];
  };
  readonly signIns: readonly SignIn[];
  /** What the person did, and what was done to their account, as the audit trail has it. */
  readonly auditTrail: readonly AuditEntry[];
}

const mostEntries = 10_000;

/** All that identity keeps of a person, but secrets. Each domain has a function of this name for its own part. */
export async function exportPersonData(
  platform: Pick<Platform, 'db' | 'clock'>,
  personId: string,
): Promise<IdentityData> {
  const { db } = platform;
  const person = await selectPerson(db, personId);
  if (!person) throw new NotFound('person');
  const passkeys = await selectPasskeys(db, personId);
  const done = await selectAuditEntries(db, { actorId: personId }, mostEntries);
  const undergone = await selectAuditEntries(db, { subjectId: personId }, mostEntries);
  const trail = new Map([...done, ...undergone].map((entry) => [entry.id, entry]));
  return {
    person,
    consents: await selectConsents(db, personId),
    waysToSignIn: {
      password: (await selectPasswordHash(db, personId)) !== undefined,
      codes: person.twoFactorEnabled,
      passkeys: passkeys.map(({ name, addedAt }) => ({ name, addedAt })),
    },
    signIns: await selectSignIns(db, personId, platform.clock()),
    auditTrail: [...trail.values()].sort((a, b) => a.id.localeCompare(b.id)),
  };
}
