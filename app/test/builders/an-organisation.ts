import { actorOf, createPerson, type Person } from '../../src/domain/identity/server/api.ts';
import type { Role, SignedIn } from '../../src/domain/identity/identity.ts';
import type { Organisation } from '../../src/domain/organisations/organisations.ts';
import {
  addMember,
  approveOrganisation,
  createOrganisation,
  type NewOrganisation,
  type Profile,
} from '../../src/domain/organisations/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';

export interface TestOrganisation {
  readonly organisation: Organisation;
  readonly owner: SignedIn;
  readonly ownerPerson: Person;
}

export const northgate: Profile = {
  name: 'Northgate College',
  kind: 'college',
  country: 'GB',
  website: 'https://www.northgate.example',
  contactEmail: 'hello@northgate.example',
  description: 'Evening courses for people at work.',
  colour: '#2B6549',
};

/** An organisation with an owner of its own, approved unless told otherwise. */
export async function anOrganisation(
  platform: Platform,
  {
    approved = true,
    ownerEmail,
    ...input
  }: Partial<NewOrganisation> & { approved?: boolean; ownerEmail?: string } = {},
): Promise<TestOrganisation> {
  const email = ownerEmail ?? `owner-${platform.newId()}@people.example`;
  const ownerPerson = await createPerson(platform, { email, displayName: 'Olive Owner' });
  const created = await createOrganisation(platform, await actorOf(platform, ownerPerson.id), {
    ...northgate,
    ...input,
  });
  if (created.kind === 'refused') throw new Error(`no organisation: ${created.because}`);
  const { id } = created.organisation;
  const decided = approved
    ? await approveOrganisation(platform, { kind: 'system' }, { organisationId: id })
    : undefined;
  const organisation = decided?.kind === 'changed' ? decided.organisation : created.organisation;
  return { organisation, owner: await actorOf(platform, ownerPerson.id), ownerPerson };
}

/** A person who holds the roles in the organisation; none for somebody who doesn't belong to it. */
export async function aMember(platform: Platform, organisationId: string, ...roles: Role[]): Promise<SignedIn> {
  const person = await createPerson(platform, {
    email: `member-${platform.newId()}@people.example`,
    displayName: 'Max Member',
  });
  for (const role of roles)
    await addMember(platform, { kind: 'system' }, { organisationId, personId: person.id, role });
  return actorOf(platform, person.id);
}

export async function anOperator(platform: Platform): Promise<SignedIn> {
  const email = `operator-${platform.newId()}@people.example`;
  const person = await createPerson(platform, { email, displayName: 'Opal Operator', isOperator: true });
  return actorOf(platform, person.id);
}
