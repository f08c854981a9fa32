import { afterAll, expect, test } from 'vitest';
import { aMember, anOperator, anOrganisation, northgate } from '../../../../test/builders/an-organisation.ts';
import { aPlatform } from '../../../../test/platform.ts';
import { visitor } from '../../identity/identity.ts';
import { actorOf, createPerson, listAudit } from '../../identity/server/api.ts';
import {
  approveOrganisation,
  createOrganisation,
  keysOf,
  organisationById,
  reinstateOrganisation,
  suspendOrganisation,
  updateProfile,
} from './api.ts';

const platform = await aPlatform();
afterAll(() => platform.stop());

test('whoever creates an organisation owns it; it waits for approval and has a key of its own', async () => {
  const { organisation, owner } = await anOrganisation(platform, { slug: 'first', approved: false });
  expect(organisation).toMatchObject({ slug: 'first', status: 'pending', capabilities: ['provides'], isDemo: false });
  expect(owner.memberships).toEqual([{ organisationId: organisation.id, role: 'owner' }]);
  const keys = await keysOf(platform, organisation.id);
  expect(keys).toHaveLength(1);
  expect(keys[0]?.fragment).toMatch(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/);
  expect(keys[0]?.publicKey).toHaveLength(32);
});

test('the private key is stored sealed, never as it is', async () => {
  const { organisation } = await anOrganisation(platform);
  const row = await platform.db
    .selectFrom('signing_key')
    .selectAll()
    .where('organisation_id', '=', organisation.id)
    .executeTakeFirstOrThrow();
  const sealed = row.private_key_sealed ?? Buffer.alloc(0);
  // RFC 8410 7: the DER of every Ed25519 private key begins so.
  const der = Buffer.from('302e020100300506032b6570', 'hex');
  expect(sealed.includes(der)).toBe(false);
  expect(platform.secrets.open(sealed, `signing-key:${row.id}`).subarray(0, der.length)).toEqual(der);
  expect(() => platform.secrets.open(sealed, 'signing-key:another')).toThrow();
});

test('one who has not confirmed an e-mail address is refused, and a visitor must sign in', async () => {
  const person = await createPerson(platform, {
    email: 'new@people.example',
    displayName: 'New',
    emailConfirmed: false,
  });
  const refusal = await createOrganisation(platform, await actorOf(platform, person.id), northgate);
  expect(refusal).toEqual({ kind: 'refused', because: 'email-not-confirmed' });
  await expect(createOrganisation(platform, visitor, northgate)).rejects.toMatchObject({ code: 'sign-in-needed' });
});

test('a slug asked for is given once; one made from a name gets a number instead', async () => {
  const person = await createPerson(platform, { email: 'slugs@people.example', displayName: 'Sam' });
  const actor = await actorOf(platform, person.id);
  const name = 'Southgate College';
  const made = await Promise.all([1, 2, 3].map(() => createOrganisation(platform, actor, { ...northgate, name })));
  const slugs = made.map((result) => (result.kind === 'created' ? result.organisation.slug : result.because));
  expect(slugs.sort()).toEqual(['southgate-college', 'southgate-college-2', 'southgate-college-3']);
  const taken = await createOrganisation(platform, actor, { ...northgate, slug: 'southgate-college' });
  expect(taken).toEqual({ kind: 'refused', because: 'slug-taken' });
});

test('a name in another script gets a slug too', async () => {
  const { organisation } = await anOrganisation(platform, { name: '北门大学' });
  expect(organisation.slug).toMatch(/^issuer-[0-9a-f]{8}$/);
  expect(organisation.name).toBe('北门大学');
});

test('a person has at most five organisations waiting', async () => {
  const person = await createPerson(platform, { email: 'many@people.example', displayName: 'Mae' });
  const actor = await actorOf(platform, person.id);
  for (let made = 0; made < 5; made += 1) await createOrganisation(platform, actor, northgate);
  expect(await createOrganisation(platform, actor, northgate)).toEqual({
    kind: 'refused',
    because: 'too-many-pending',
  });
});

test('a person can’t pass an organisation off as part of the demo story', async () => {
  const { organisation } = await anOrganisation(platform, { isDemo: true });
  expect(organisation.isDemo).toBe(false);
});

test('a slug never changes, whoever tries', async () => {
  const { organisation } = await anOrganisation(platform);
  const change = platform.db
    .updateTable('organisation')
    .set('slug', 'another')
    .where('id', '=', organisation.id)
    .execute();
  await expect(change).rejects.toThrow('never changes');
});

test('the operator approves, suspends with a reason and reinstates; each step only from the one before', async () => {
  const operator = await anOperator(platform);
  const { organisation } = await anOrganisation(platform, { approved: false });
  const input = { organisationId: organisation.id };
  expect(await suspendOrganisation(platform, operator, { ...input, reason: 'x' })).toEqual({
    kind: 'refused',
    because: 'status-not-approved',
  });
  expect(await approveOrganisation(platform, operator, input)).toMatchObject({ organisation: { status: 'approved' } });
  expect(await approveOrganisation(platform, operator, input)).toEqual({
    kind: 'refused',
    because: 'status-not-pending',
  });
  expect(await suspendOrganisation(platform, operator, { ...input, reason: '  ' })).toEqual({
    kind: 'refused',
    because: 'reason-missing',
  });
  await suspendOrganisation(platform, operator, { ...input, reason: 'The register lists it no more.' });
  expect(await organisationById(platform, organisation.id)).toMatchObject({
    status: 'suspended',
    statusReason: 'The register lists it no more.',
  });
  expect(await reinstateOrganisation(platform, operator, input)).toMatchObject({
    organisation: { status: 'approved', statusReason: null },
  });

  const trail = await listAudit(platform, operator, { organisationId: organisation.id });
  expect(trail.entries.map((entry) => entry.action)).toEqual([
    'organisation.reinstated',
    'organisation.suspended',
    'organisation.approved',
    'organisation.created',
  ]);
  const events = await platform.db
    .selectFrom('event')
    .select('type')
    .where('data', '@>', { organisationId: organisation.id })
    .orderBy('id')
    .execute();
  expect(events.map((event) => event.type)).toEqual([
    'organisation.created',
    'organisation.approved',
    'organisation.suspended',
    'organisation.reinstated',
  ]);
});

test('of two approvals at once, one counts', async () => {
  const { organisation } = await anOrganisation(platform, { approved: false });
  const approve = () => approveOrganisation(platform, { kind: 'system' }, { organisationId: organisation.id });
  const results = await Promise.all([approve(), approve()]);
  expect(results.map((result) => result.kind).sort()).toEqual(['changed', 'refused']);
});

test('nobody but the operator decides on a status', async () => {
  const { organisation, owner } = await anOrganisation(platform, { approved: false });
  const input = { organisationId: organisation.id, reason: 'because' };
  for (const decide of [approveOrganisation, suspendOrganisation, reinstateOrganisation]) {
    await expect(decide(platform, owner, input)).rejects.toMatchObject({ code: 'permission-denied' });
    await expect(decide(platform, visitor, input)).rejects.toMatchObject({ code: 'sign-in-needed' });
  }
  expect(await organisationById(platform, organisation.id)).toMatchObject({ status: 'pending' });
});

test('an owner changes the profile; the trail names the fields, not what stood in them', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const profile = { ...northgate, name: 'Northgate University', contactEmail: 'new@northgate.example' };
  expect(await updateProfile(platform, owner, { organisationId: organisation.id, profile })).toMatchObject(profile);
  await updateProfile(platform, owner, { organisationId: organisation.id, profile });
  const { entries } = await listAudit(platform, owner, {
    organisationId: organisation.id,
    action: 'organisation.profile-changed',
  });
  expect(entries.map((entry) => entry.detail)).toEqual([{ fields: ['name', 'contactEmail'] }]);
});

test('an author of the organisation, or an owner of another, can’t change its profile', async () => {
  const { organisation } = await anOrganisation(platform);
  const { owner: ownerElsewhere } = await anOrganisation(platform);
  const author = await aMember(platform, organisation.id, 'author', 'assessor', 'registrar');
  for (const actor of [author, ownerElsewhere]) {
    const change = updateProfile(platform, actor, { organisationId: organisation.id, profile: northgate });
    await expect(change).rejects.toMatchObject({ code: 'permission-denied' });
  }
});
