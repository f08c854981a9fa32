import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBrowser, lastMail } from '../../../../test/builders/a-browser.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import type { Role } from '../identity.ts';
import {
  actorOf,
  claimOperatorLink,
  createOperatorLink,
  createPerson,
  endOperator,
  erasePerson,
  exportPersonData,
  isRecent,
  listAudit,
  listPeople,
  makeOperator,
  namesOf,
  operatorLink,
  personById,
  reinstatePerson,
  requestMagicLink,
  signIn,
  suspendPerson,
  updateProfile,
} from './api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const command = { kind: 'command' } as const;
const password = 'seven stones high';
let count = 0;
async function aPerson(more: { isOperator?: boolean } = {}) {
  count += 1;
  return createPerson(platform, {
    email: `person${count}@example.org`,
    displayName: `Person ${count}`,
    password,
    ...more,
  });
}
async function anOrganisation(...members: readonly (readonly [string, Role])[]) {
  const id = platform.newId();
  const at = platform.clock();
  await platform.db
    .insertInto('organisation')
    .values({
      id,
      slug: `org-${id}`,
      name: 'Northgate',
      kind: 'college',
      country: 'IE',
      contact_email: 'a@example.org',
      created_at: at,
      updated_at: at,
    })
    .execute();
  for (const [person_id, role] of members)
    await platform.db
      .insertInto('membership')
      .values({ organisation_id: id, person_id, role, created_at: at })
      .execute();
  return id;
}

test('an actor holds the roles that the person has now', async () => {
  const person = await aPerson();
  const organisationId = await anOrganisation([person.id, 'author'], [person.id, 'registrar']);
  expect(await actorOf(platform, person.id)).toEqual({
    kind: 'person',
    personId: person.id,
    isOperator: false,
    emailConfirmed: true,
    memberships: [
      { organisationId, role: 'author' },
      { organisationId, role: 'registrar' },
    ],
  });
  await expect(actorOf(platform, platform.newId())).rejects.toMatchObject({ code: 'not-found' });
});

test('names come for everyone asked for who exists', async () => {
  const [one, two] = [await aPerson(), await aPerson()];
  const names = await namesOf(platform, [one.id, two.id, one.id, platform.newId()]);
  expect([...names]).toHaveLength(2);
  expect(names.get(two.id)).toBe(two.displayName);
  expect((await namesOf(platform, [])).size).toBe(0);
});

test('one address has one account', async () => {
  const person = await aPerson();
  await expect(
    createPerson(platform, { email: person.email.toUpperCase(), displayName: 'Other' }),
  ).rejects.toMatchObject({ code: 'email-taken' });
});

test('names are kept composed and in any script; ones that would reorder the words around them are refused', async () => {
  const person = await aPerson();
  const actor = await actorOf(platform, person.id);
  expect(
    await updateProfile(platform, actor, { displayName: '  Zoe\u0308   Ní  Bhriain ', legalName: 'محمد الأمين' }),
  ).toEqual({ kind: 'done' });
  expect(await personById(platform, person.id)).toMatchObject({
    displayName: 'Zo\u00eb Ní Bhriain',
    legalName: 'محمد الأمين',
  });
  expect(await updateProfile(platform, actor, { displayName: 'ok', legalName: 'evil\u202ename' })).toMatchObject({
    legalName: 'unseen-characters',
  });
  expect(await updateProfile(platform, actor, { displayName: '', legalName: '' })).toMatchObject({
    displayName: 'missing',
  });
  expect(await updateProfile(platform, actor, { displayName: 'Zoë', legalName: '' })).toEqual({ kind: 'done' });
  expect((await personById(platform, person.id))?.legalName).toBeNull();
});

test('operators alone list, suspend and reinstate people, each time once in the trail', async () => {
  const operator = await actorOf(platform, (await aPerson({ isOperator: true })).id);
  const person = await aPerson();
  const learner = await actorOf(platform, person.id);
  await expect(listPeople(platform, learner)).rejects.toMatchObject({ code: 'permission-denied' });
  await expect(suspendPerson(platform, learner, operator.personId)).rejects.toMatchObject({
    code: 'permission-denied',
  });
  await expect(makeOperator(platform, learner, person.id)).rejects.toMatchObject({ code: 'permission-denied' });
  expect(await suspendPerson(platform, operator, operator.personId)).toEqual({ kind: 'refused', because: 'yourself' });

  await suspendPerson(platform, operator, person.id);
  await suspendPerson(platform, operator, person.id);
  expect((await personById(platform, person.id))?.suspendedAt).toBeInstanceOf(Date);
  await reinstatePerson(platform, operator, person.id);
  expect((await personById(platform, person.id))?.suspendedAt).toBeNull();
  const { entries } = await listAudit(platform, command, { subjectId: person.id });
  expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['person.reinstated', operator.personId],
    ['person.suspended', operator.personId],
  ]);
  expect((await listPeople(platform, operator, { search: person.email.toUpperCase() })).people).toMatchObject([
    { id: person.id },
  ]);
  expect((await listPeople(platform, operator, { search: '%' })).people).toEqual([]);
});

test('the installation keeps an operator, also when the last two leave at once', async () => {
  const own = await aPlatform();
  const [one, two] = [
    await createPerson(own, { email: 'one@example.org', displayName: 'One', isOperator: true }),
    await createPerson(own, { email: 'two@example.org', displayName: 'Two', isOperator: true }),
  ];
  // Both wait for their own row, then run at the same moment.
  const results = await own.db.transaction().execute(async (trx) => {
    await trx.selectFrom('person').select('id').forUpdate().execute();
    const leaving = [endOperator(own, command, one.id), endOperator(own, command, two.id)];
    await setTimeout(200);
    return leaving;
  });
  expect((await Promise.all(results)).map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  const left = (await personById(own, one.id))?.isOperator ? one : two;
  expect(await erasePerson(own, await actorOf(own, left.id), [])).toEqual({
    kind: 'refused',
    because: 'last-operator',
  });
  await own.stop();
});

test('an erased person leaves bare ids in the trail and no address anywhere', async () => {
  const person = await createPerson(platform, {
    email: 'erase-me@example.org',
    displayName: 'Erasable Eve',
    legalName: 'Eve Erasable',
    password,
  });
  const browser = aBrowser(platform);
  await signIn(platform, browser.auth, browser.asking, { email: person.email, password });
  await requestMagicLink(platform, browser.auth, browser.asking, { email: person.email });
  const actor = await actorOf(platform, person.id);
  const steps: string[] = [];
  expect(await erasePerson(platform, actor, [async (_platform, _trx, { email }) => void steps.push(email)])).toEqual({
    kind: 'erased',
  });
  expect(steps).toEqual([person.email]);
  for (const table of [
    'person',
    'sign_in',
    'sign_in_method',
    'sign_in_token',
    'consent',
    'mail_message',
    'audit_entry',
    'event',
  ] as const) {
    const rows = JSON.stringify(await platform.db.selectFrom(table).selectAll().execute());
    expect(rows, table).not.toContain(person.email);
    expect(rows, table).not.toContain('Erasable');
  }
  expect((await listAudit(platform, command, { subjectId: person.id })).entries).toMatchObject([
    { action: 'person.erased', actorId: person.id },
  ]);
  const events = await platform.db.selectFrom('event').select('data').where('type', '=', 'person.erased').execute();
  expect(events).toContainEqual({ data: { personId: person.id } });
});

test('the only owner of an organisation is not erased, one of two is', async () => {
  const [one, two] = [await aPerson(), await aPerson()];
  const shared = await anOrganisation([one.id, 'owner'], [two.id, 'owner']);
  const own = await anOrganisation([one.id, 'owner'], [two.id, 'author']);
  expect(await erasePerson(platform, await actorOf(platform, one.id), [])).toMatchObject({
    because: 'sole-owner',
    organisations: [{ id: own }],
  });
  expect(await personById(platform, one.id)).toBeDefined();
  expect(await erasePerson(platform, await actorOf(platform, two.id), [])).toEqual({ kind: 'erased' });
  expect(await erasePerson(platform, await actorOf(platform, one.id), [])).toMatchObject({
    because: 'sole-owner',
    organisations: [{ id: shared }, { id: own }],
  });
});

test('a failed step keeps the account whole', async () => {
  const person = await aPerson();
  const failing = async () => Promise.reject(new Error('a later domain failed'));
  await expect(erasePerson(platform, await actorOf(platform, person.id), [failing])).rejects.toThrow(
    'a later domain failed',
  );
  expect(await personById(platform, person.id)).toMatchObject({ email: person.email });
});

test('an export holds all that is kept of a person, and no secret', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  await signIn(platform, browser.auth, browser.asking, { email: person.email, password });
  const data = await exportPersonData(platform, person.id);
  expect(data).toMatchObject({
    person: { id: person.id, email: person.email },
    consents: [
      { document: 'privacy', version: '1' },
      { document: 'terms', version: '1' },
    ],
    waysToSignIn: { password: true, codes: false, passkeys: [] },
    signIns: [{ ipAddress: '192.0.2.10', userAgent: 'Test/1.0' }],
  });
  const hash = await platform.db
    .selectFrom('sign_in_method')
    .select('password')
    .where('person_id', '=', person.id)
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(data)).not.toContain(hash.password);
});

test('a sign-in is recent for an hour', () => {
  const startedAt = new Date('2026-11-23T10:00:00Z');
  expect(isRecent({ startedAt }, new Date('2026-11-23T10:59:59Z'))).toBe(true);
  expect(isRecent({ startedAt }, new Date('2026-11-23T11:00:00Z'))).toBe(false);
});

test('the command’s one-time link makes an operator, once, and is kept as a hash', async () => {
  const browser = aBrowser(platform);
  const made = await createOperatorLink(platform, command, 'Root@Example.org');
  if (made.kind !== 'link') throw new Error('no link');
  const token = made.url.split('/').at(-1) ?? '';
  expect(JSON.stringify(await platform.db.selectFrom('sign_in_token').selectAll().execute())).not.toContain(token);
  expect(await operatorLink(platform, token)).toEqual({ email: 'root@example.org', displayName: null });
  const claim = (input: Partial<{ password: string; consents: boolean }> = {}) =>
    claimOperatorLink(platform, browser.asking, { token, displayName: 'Root', password, consents: true, ...input });
  expect(await claim({ password: 'short', consents: false })).toMatchObject({
    password: 'too-short',
    consent: 'missing',
  });
  expect(await Promise.all([claim(), claim()])).toEqual(
    expect.arrayContaining([
      { kind: 'claimed', email: 'root@example.org' },
      { kind: 'refused', because: 'link-over' },
    ]),
  );
  expect(await operatorLink(platform, token)).toBeUndefined();
  const signed = await signIn(platform, browser.auth, browser.asking, { email: 'root@example.org', password });
  if (signed.kind !== 'signed-in') throw new Error('not signed in');
  expect(await actorOf(platform, signed.personId)).toMatchObject({ isOperator: true, emailConfirmed: true });
});

test('an operator’s link takes over an account that exists, and signs it out elsewhere', async () => {
  const person = await aPerson();
  const before = aBrowser(platform);
  await signIn(platform, before.auth, before.asking, { email: person.email, password });
  const made = await createOperatorLink(platform, command, person.email);
  const token = made.kind === 'link' ? (made.url.split('/').at(-1) ?? '') : '';
  await claimOperatorLink(platform, before.asking, {
    token,
    displayName: 'Renamed',
    password: 'eight stones high',
    consents: true,
  });
  expect(await personById(platform, person.id)).toMatchObject({ isOperator: true, displayName: 'Renamed' });
  expect(await before.auth.api.getSession({ headers: before.asking.headers })).toBeNull();
});

test('an operator’s link is over after 24 hours, and only the command line makes one', async () => {
  const made = await createOperatorLink(platform, command, 'late@example.org');
  const token = made.kind === 'link' ? (made.url.split('/').at(-1) ?? '') : '';
  const later = { ...platform, clock: () => new Date(Date.now() + 24 * 3_600_000 + 1000) };
  expect(await operatorLink(later, token)).toBeUndefined();
  const operator = await actorOf(platform, (await aPerson({ isOperator: true })).id);
  await expect(createOperatorLink(platform, operator, 'x@example.org')).rejects.toMatchObject({
    code: 'permission-denied',
  });
  expect(await lastMail(platform, 'late@example.org')).toBeUndefined();
});
