import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBrowser, lastMail } from '../../../../test/builders/a-browser.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { confirmEmail, consentsOf, currentSignIn, personByEmail, resetPassword, signIn, signUp } from './api.ts';
import { actorOf } from './people.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const password = 'seven stones high';
const details = { displayName: 'Ada Bloom', password, consents: true };

test('a new account is confirmed by the link in its mail, which signs it in', async () => {
  const browser = aBrowser(platform);
  expect(
    await signUp(platform, browser.auth, browser.asking, {
      ...details,
      email: 'Ada@Example.org',
      next: '/explore?q=soil',
    }),
  ).toEqual({ kind: 'mailed' });
  expect(await currentSignIn(platform, browser.auth, browser.asking)).toBeUndefined();

  const mail = await lastMail(platform, 'ada@example.org');
  expect(mail).toMatchObject({ kind: 'confirm-email' });
  expect(mail?.text).toContain(`next=${encodeURIComponent('/explore?q=soil')}`);
  expect(await confirmEmail(platform, browser.auth, browser.asking, mail?.token ?? '')).toEqual({ kind: 'confirmed' });
  expect(await currentSignIn(platform, browser.auth, browser.asking)).toMatchObject({
    person: { displayName: 'Ada Bloom', email: 'ada@example.org' },
    actor: { isOperator: false, emailConfirmed: true, memberships: [] },
  });
});

test('a confirmation link does nothing the second time', async () => {
  const browser = aBrowser(platform);
  await signUp(platform, browser.auth, browser.asking, { ...details, email: 'twice@example.org' });
  const token = (await lastMail(platform, 'twice@example.org'))?.token ?? '';
  await confirmEmail(platform, browser.auth, browser.asking, token);
  const other = aBrowser(platform);
  expect(await confirmEmail(platform, other.auth, other.asking, token)).toEqual({ kind: 'confirmed-before' });
  expect(await currentSignIn(platform, other.auth, other.asking)).toBeUndefined();
});

test('a link that was altered confirms nothing', async () => {
  const browser = aBrowser(platform);
  await signUp(platform, browser.auth, browser.asking, { ...details, email: 'altered@example.org' });
  const token = (await lastMail(platform, 'altered@example.org'))?.token ?? '';
  const altered = token.slice(0, -3) + (token.endsWith('AAA') ? 'BBB' : 'AAA');
  expect(await confirmEmail(platform, browser.auth, browser.asking, altered)).toEqual({
    kind: 'refused',
    because: 'link-over',
  });
  expect((await personByEmail(platform, 'altered@example.org'))?.emailConfirmed).toBe(false);
});

test('consent to the documents in force is recorded with the account', async () => {
  const browser = aBrowser(platform);
  await signUp(platform, browser.auth, browser.asking, { ...details, email: 'consent@example.org' });
  const person = await personByEmail(platform, 'consent@example.org');
  const { given, missing } = await consentsOf(platform, await actorOf(platform, person?.id ?? ''));
  expect(given.map(({ document, version }) => `${document} ${version}`)).toEqual(['privacy 1', 'terms 1']);
  expect(missing).toEqual([]);
});

test('nobody signs up without consent, a name and a password that is hard to guess', async () => {
  const browser = aBrowser(platform);
  const ask = (input: Partial<typeof details>) =>
    signUp(platform, browser.auth, browser.asking, { ...details, email: 'none@example.org', ...input });
  expect(await ask({ consents: false })).toMatchObject({ because: 'details', consent: 'missing' });
  expect(await ask({ displayName: '  ' })).toMatchObject({ because: 'details', name: 'missing' });
  expect(await ask({ displayName: 'Ada\u202eevil' })).toMatchObject({ because: 'details', name: 'unseen-characters' });
  expect(await ask({ password: 'too short' })).toMatchObject({ because: 'details', password: 'too-short' });
  expect(await ask({ password: 'Password1234' })).toMatchObject({ because: 'details', password: 'too-common' });
  expect(await personByEmail(platform, 'none@example.org')).toBeUndefined();
});

test('signing up with a taken address answers the same in words and time, changes nothing, and tells only the owner', async () => {
  const browser = aBrowser(platform, { address: '192.0.2.20' });
  const sign = async (email: string) => {
    const began = performance.now();
    const answer = await signUp(platform, browser.auth, browser.asking, {
      ...details,
      displayName: 'Mallory',
      password: 'another one entirely',
      email,
    });
    return { answer, ms: performance.now() - began };
  };
  const taken = await sign('ada@example.org');
  const fresh = await sign('fresh@example.org');
  expect(taken.answer).toEqual(fresh.answer);
  expect(Math.min(taken.ms, fresh.ms)).toBeGreaterThanOrEqual(345);
  expect(await lastMail(platform, 'ada@example.org')).toMatchObject({ kind: 'account-exists', token: '' });
  expect((await personByEmail(platform, 'ada@example.org'))?.displayName).toBe('Ada Bloom');
  expect(
    await signIn(platform, browser.auth, browser.asking, {
      email: 'ada@example.org',
      password: 'another one entirely',
    }),
  ).toMatchObject({ because: 'no-match' });
});

test('whoever reads the mailbox takes over an account that someone else began with their address', async () => {
  const attacker = aBrowser(platform, { address: '192.0.2.30' });
  const owner = aBrowser(platform, { address: '192.0.2.31' });
  await signUp(platform, attacker.auth, attacker.asking, {
    ...details,
    email: 'owner@example.org',
    password: 'the attackers own',
  });
  await signUp(platform, owner.auth, owner.asking, { ...details, email: 'owner@example.org' });
  const mail = await lastMail(platform, 'owner@example.org');
  expect(mail?.kind).toBe('reset-password');
  expect(await resetPassword(platform, owner.auth, owner.asking, { token: mail?.token ?? '', password })).toEqual({
    kind: 'done',
  });
  expect(
    await signIn(platform, attacker.auth, attacker.asking, {
      email: 'owner@example.org',
      password: 'the attackers own',
    }),
  ).toMatchObject({ because: 'no-match' });
  expect(await signIn(platform, owner.auth, owner.asking, { email: 'owner@example.org', password })).toMatchObject({
    kind: 'signed-in',
  });
});

test('two sign-ups at one moment make one account', async () => {
  const browser = aBrowser(platform, { address: '192.0.2.40' });
  const ask = () => signUp(platform, browser.auth, browser.asking, { ...details, email: 'double@example.org' });
  expect(await Promise.all([ask(), ask()])).toEqual([{ kind: 'mailed' }, { kind: 'mailed' }]);
  const rows = await platform.db.selectFrom('person').select('id').where('email', '=', 'double@example.org').execute();
  expect(rows).toHaveLength(1);
});

test('the sixth sign-up with one address within an hour is refused, and allowed again later', async () => {
  const browser = aBrowser(platform, { address: '192.0.2.50' });
  const ask = () => signUp(platform, browser.auth, browser.asking, { ...details, email: 'often@example.org' });
  for (let time = 0; time < 5; time++) expect((await ask()).kind).toBe('mailed');
  expect(await ask()).toMatchObject({ because: 'too-often' });
  const later = new Date(platform.clock().getTime() + 3_700_000);
  platform.setTime(later);
  expect((await ask()).kind).toBe('mailed');
});
