import { createPerson, personByEmail } from '#domain/identity/server/api.ts';
import {
  acceptInvitation,
  approveOrganisation,
  confirmByRegisterNumber,
  createOrganisation,
  inviteMember,
  listConfirmations,
  listMembers,
  organisationBySlug,
  type NewOrganisation,
} from '#domain/organisations/server/api.ts';
import type { Organisation } from '#domain/organisations/organisations.ts';
import { cast, eskdaleOwner, northgateOwner, operator, type CastMember, type TeamMember } from '../cast.ts';
import type { DemoAccount } from '../demo-accounts.ts';
import { as, granted, onDay, type Stage } from './stage.ts';

interface DemoProvider extends Omit<NewOrganisation, 'isDemo' | 'ownerId'> {
  readonly slug: string;
  readonly owner: TeamMember;
  /** Days before the first start. */
  readonly created: number;
  readonly registerNumber: string;
}

export const demoProviders: readonly DemoProvider[] = [
  {
    slug: 'northgate-college',
    name: 'Northgate College',
    kind: 'college',
    country: 'GB',
    website: null,
    contactEmail: 'office@northgate.demo.example',
    description:
      'A college for people at work, in Leeds and on line: short courses in care, education and community work. Northgate College belongs to the demo story; it does not exist.',
    colour: '#2B6549',
    owner: northgateOwner,
    created: 428,
    registerNumber: 'DEMO-0001',
  },
  {
    slug: 'university-of-eskdale',
    name: 'University of Eskdale',
    kind: 'university',
    country: 'GB',
    website: null,
    contactEmail: 'short-courses@eskdale.demo.example',
    description:
      'A small university in the hills that teaches what it researches: land, data and people. The University of Eskdale belongs to the demo story; it does not exist.',
    colour: '#2A5B84',
    owner: eskdaleOwner,
    created: 298,
    registerNumber: 'DEMO-0002',
  },
];

/** Those of the cast who have no account yet. */
export async function missingPeople({ platform }: Stage): Promise<readonly CastMember[]> {
  const found = await Promise.all(cast.map(({ email }) => personByEmail(platform, email)));
  return cast.filter((_member, index) => found[index] === undefined);
}

/** Everyone has an account; the passwords are this installation's own. */
export async function makePeople(
  stage: Stage,
  members: readonly CastMember[],
  accounts: readonly DemoAccount[],
): Promise<void> {
  // Together: hashing the passwords takes most of the time.
  await Promise.all(
    members.map(async ({ email, name, role, joined }) => {
      const password = accounts.find((account) => account.email === email)?.password;
      if (password === undefined) return;
      const isOperator = role === 'operator';
      await createPerson(onDay(stage, joined, `${email} joins`), { email, displayName: name, password, isOperator });
    }),
  );
}

/** A provider that may offer: created by its owner, approved and confirmed by the operator, with its team. */
export async function makeProvider(stage: Stage, provider: DemoProvider): Promise<Organisation> {
  const { owner, created, registerNumber, ...profile } = provider;
  const on = (day: number, event: string) => onDay(stage, day, `${provider.slug} ${event}`);
  const organisation =
    (await organisationBySlug(stage.platform, provider.slug)) ??
    granted(
      await createOrganisation(
        on(created, 'is created'),
        { kind: 'system' },
        { ...profile, isDemo: true, ownerId: (await as(stage, owner)).personId },
      ),
    ).organisation;
  const { id: organisationId } = organisation;
  const operating = await as(stage, operator);
  if (organisation.status === 'pending') {
    granted(await approveOrganisation(on(created - 1, 'is approved'), operating, { organisationId }));
  }
  if ((await listConfirmations(stage.platform, operating, organisationId)).length === 0) {
    granted(
      await confirmByRegisterNumber(on(created - 2, 'is confirmed'), operating, {
        organisationId,
        register: 'Demo register of providers (fictitious)',
        number: registerNumber,
        validUntil: null,
      }),
    );
  }
  const team = cast
    .filter((member) => 'organisation' in member)
    .filter((member) => member.organisation === provider.slug);
  for (const member of team) await joinTeam(stage, organisation, owner, member);
  return organisation;
}

async function joinTeam(stage: Stage, { id }: Organisation, owner: TeamMember, member: TeamMember): Promise<void> {
  const { email, role, joined } = member;
  const [asking, joining] = [await as(stage, owner), await as(stage, member)];
  const members = await listMembers(stage.platform, asking, id);
  if (members.some(({ personId }) => personId === joining.personId)) return;
  let letter = '';
  const inviting = onDay(stage, joined - 1, `${email} is invited`, ({ text }) => (letter = text));
  granted(await inviteMember(inviting, asking, { organisationId: id, email, role }));
  const token = /\/invitations\/([\w-]+)/.exec(letter)?.[1] ?? '';
  granted(await acceptInvitation(onDay(stage, joined - 2, `${email} accepts`), joining, token));
}
