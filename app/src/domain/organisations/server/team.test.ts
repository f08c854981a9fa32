import { afterAll, expect, test, vi } from 'vitest';
import { aMember, anOrganisation } from '../../../../test/builders/an-organisation.ts';
import { aPlatform } from '../../../../test/platform.ts';
import { someoneWaits } from '../../../../test/someone-waits.ts';
import { visitor, type Role } from '../../identity/identity.ts';
import { actorOf, createPerson, erasePerson } from '../../identity/server/api.ts';
import {
  acceptInvitation,
  changeRoles,
  invitationByToken,
  inviteMember,
  leaveOrganisation,
  listInvitations,
  listMembers,
  openInvitationsOf,
  withdrawInvitation,
} from './api.ts';

const platform = await aPlatform({ at: new Date('2026-03-01T12:00:00Z') });
afterAll(() => platform.stop());

async function invited(email: string, role: Role = 'author') {
  const { organisation, owner } = await anOrganisation(platform);
  const person = await createPerson(platform, { email, displayName: 'Ina Invited' });
  const result = await inviteMember(platform, owner, { organisationId: organisation.id, email, role });
  if (result.kind === 'refused') throw new Error(result.because);
  return { organisation, owner, person, invitation: result.invitation, token: await mailedToken(email) };
}

async function mailedToken(email: string): Promise<string> {
  const mail = await platform.db
    .selectFrom('mail_message')
    .selectAll()
    .where('to_address', '=', email)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return /\/invitations\/([\w-]{43})/.exec(mail.text_body)?.[1] ?? '';
}

test('an invitation is mailed with a link whose token is kept nowhere else', async () => {
  const { organisation, invitation, token } = await invited('ina@people.example', 'registrar');
  expect(token).toHaveLength(43);
  const row = await platform.db
    .selectFrom('invitation')
    .selectAll()
    .where('id', '=', invitation.id)
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(token);
  const audit = await platform.db
    .selectFrom('audit_entry')
    .select('detail')
    .where('subject_id', '=', invitation.id)
    .execute();
  expect(audit).toEqual([{ detail: { role: 'registrar' } }]);
  expect(await invitationByToken(platform, token)).toMatchObject({
    organisation: { id: organisation.id },
    state: 'open',
  });
  const mail = await platform.db
    .selectFrom('mail_message')
    .select(['subject', 'text_body'])
    .where('to_address', '=', 'ina@people.example')
    .executeTakeFirstOrThrow();
  expect(mail.subject).toBe('Northgate College invites you to Cairn');
  expect(mail.text_body).toContain('You are invited to be a registrar at Northgate College');
});

test('the person it was sent to takes up the role, once, however often they click', async () => {
  const { organisation, person, token } = await invited('twice@people.example');
  const actor = await actorOf(platform, person.id);
  const results = await Promise.all([1, 2, 3].map(() => acceptInvitation(platform, actor, token)));
  expect(results.map((result) => result.kind).sort()).toEqual(['accepted', 'refused', 'refused']);
  expect((await actorOf(platform, person.id)).memberships).toEqual([
    { organisationId: organisation.id, role: 'author' },
  ]);
  expect(await acceptInvitation(platform, actor, token)).toEqual({ kind: 'refused', because: 'accepted' });
});

test('somebody else who has the link can’t use it', async () => {
  const { organisation, token } = await invited('meant@people.example', 'owner');
  const thief = await aMember(platform, organisation.id);
  expect(await acceptInvitation(platform, thief, token)).toEqual({ kind: 'refused', because: 'another-address' });
  await expect(acceptInvitation(platform, visitor, token)).rejects.toMatchObject({ code: 'sign-in-needed' });
});

test('an address that nobody has confirmed proves nothing', async () => {
  const { owner, organisation } = await anOrganisation(platform);
  const email = 'squatter@people.example';
  await inviteMember(platform, owner, { organisationId: organisation.id, email, role: 'owner' });
  const person = await createPerson(platform, { email, displayName: 'Sly', emailConfirmed: false });
  const actor = await actorOf(platform, person.id);
  expect(await acceptInvitation(platform, actor, await mailedToken(email))).toEqual({
    kind: 'refused',
    because: 'email-not-confirmed',
  });
  expect(await openInvitationsOf(platform, actor)).toEqual([]);
});

test('a withdrawn invitation works no more', async () => {
  const { organisation, owner, person, invitation, token } = await invited('late@people.example');
  const input = { organisationId: organisation.id, invitationId: invitation.id };
  expect(await withdrawInvitation(platform, owner, input)).toEqual({ kind: 'withdrawn' });
  expect(await withdrawInvitation(platform, owner, input)).toEqual({ kind: 'refused', because: 'already-answered' });
  expect(await acceptInvitation(platform, await actorOf(platform, person.id), token)).toEqual({
    kind: 'refused',
    because: 'withdrawn',
  });
  expect(await listInvitations(platform, owner, organisation.id)).toEqual([]);
});

test('an invitation expires after 14 days', async () => {
  const { person, token } = await invited('slow@people.example');
  const actor = await actorOf(platform, person.id);
  expect(await openInvitationsOf(platform, actor)).toHaveLength(1);
  platform.setTime(new Date('2026-03-15T12:00:00Z'));
  expect(await acceptInvitation(platform, actor, token)).toEqual({ kind: 'refused', because: 'expired' });
  expect(await openInvitationsOf(platform, actor)).toEqual([]);
  platform.setTime(new Date('2026-03-15T11:59:59Z'));
  expect(await acceptInvitation(platform, actor, token)).toMatchObject({ kind: 'accepted' });
  platform.setTime(new Date('2026-03-01T12:00:00Z'));
});

test('a new invitation to the same role takes the place of the one before', async () => {
  const { organisation, owner, person, token } = await invited('again@people.example');
  await inviteMember(platform, owner, { organisationId: organisation.id, email: person.email, role: 'author' });
  expect(await listInvitations(platform, owner, organisation.id)).toHaveLength(1);
  expect(await acceptInvitation(platform, await actorOf(platform, person.id), token)).toEqual({
    kind: 'refused',
    because: 'withdrawn',
  });
});

test('fifty invitations may wait for an answer, not one more', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const invite = (email: string) =>
    inviteMember(platform, owner, { organisationId: organisation.id, email, role: 'author' });
  for (let sent = 0; sent < 50; sent += 1) await invite(`many-${sent}@people.example`);
  expect(await invite('one-more@people.example')).toEqual({ kind: 'refused', because: 'too-many-unanswered' });
  expect(await invite('many-0@people.example')).toMatchObject({ kind: 'invited' });
});

test('a token that was never given out is like no page at all', async () => {
  await expect(invitationByToken(platform, 'x'.repeat(43))).rejects.toMatchObject({ code: 'not-found' });
});

test('only an owner invites, withdraws and changes roles', async () => {
  const { organisation, person, invitation } = await invited('roles@people.example');
  const { owner: ownerElsewhere } = await anOrganisation(platform);
  const organisationId = organisation.id;
  for (const actor of [await aMember(platform, organisationId, 'author', 'assessor', 'registrar'), ownerElsewhere]) {
    for (const attempt of [
      inviteMember(platform, actor, { organisationId, email: 'x@people.example', role: 'owner' }),
      withdrawInvitation(platform, actor, { organisationId, invitationId: invitation.id }),
      changeRoles(platform, actor, { organisationId, personId: person.id, roles: ['owner'] }),
      listInvitations(platform, actor, organisationId),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'permission-denied' });
    }
  }
});

test('a member sees the team; somebody who doesn’t belong does not', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const assessor = await aMember(platform, organisation.id, 'assessor');
  expect((await listMembers(platform, assessor, organisation.id)).map((member) => member.roles)).toEqual([
    ['owner'],
    ['assessor'],
  ]);
  const outsider = await aMember(platform, organisation.id);
  await expect(listMembers(platform, outsider, organisation.id)).rejects.toMatchObject({ code: 'permission-denied' });
  expect(owner.memberships).toHaveLength(1);
});

test('an owner changes a member’s roles and ends a membership', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const { personId } = await aMember(platform, organisation.id, 'author');
  const change = (roles: Role[]) => changeRoles(platform, owner, { organisationId: organisation.id, personId, roles });
  await change(['assessor', 'registrar']);
  expect((await actorOf(platform, personId)).memberships.map(({ role }) => role)).toEqual(['assessor', 'registrar']);
  await change([]);
  expect((await actorOf(platform, personId)).memberships).toEqual([]);
  await expect(change(['author'])).rejects.toMatchObject({ code: 'not-found' });
});

test('the last owner can neither leave nor give the role up', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const { personId } = owner;
  expect(await leaveOrganisation(platform, owner, organisation.id)).toEqual({ kind: 'refused', because: 'last-owner' });
  const demotion = await changeRoles(platform, owner, { organisationId: organisation.id, personId, roles: ['author'] });
  expect(demotion).toEqual({ kind: 'refused', because: 'last-owner' });
});

test('of two owners who leave at once, one stays', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const second = await aMember(platform, organisation.id, 'owner');
  const results = await Promise.all(
    [owner, second].map((actor) => leaveOrganisation(platform, actor, organisation.id)),
  );
  expect(results.map((result) => result.kind).sort()).toEqual(['changed', 'refused']);
  expect((await listMembers(platform, { kind: 'system' }, organisation.id)).flatMap((member) => member.roles)).toEqual([
    'owner',
  ]);
});

test('whoever deletes the account while their roles are changed waits, and neither fails', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const leaving = await aMember(platform, organisation.id, 'owner');
  let erased: ReturnType<typeof erasePerson> | undefined;
  await platform.db.transaction().execute(async (trx) => {
    // As a change of roles begins: it holds the organisation, then adds what refers to the person.
    await trx.selectFrom('organisation').select('id').where('id', '=', organisation.id).forUpdate().execute();
    erased = erasePerson(platform, leaving, []);
    await vi.waitFor(async () => expect(await someoneWaits(platform)).toBe(true), 10_000);
    await trx
      .insertInto('membership')
      .values({
        organisation_id: organisation.id,
        person_id: leaving.personId,
        role: 'author',
        created_at: platform.clock(),
      })
      .execute();
  });
  expect(await erased).toEqual({ kind: 'erased' });
  expect((await listMembers(platform, owner, organisation.id)).map(({ personId }) => personId)).toEqual([
    owner.personId,
  ]);
});
