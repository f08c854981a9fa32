import { createOTP } from '@better-auth/utils/otp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBrowser, lastMail, type Browser } from '../../../../test/builders/a-browser.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import {
  beginTwoFactor,
  changePassword,
  confirmTwoFactor,
  createPerson,
  currentSignIn,
  endOtherSignIns,
  endSignIn,
  endTwoFactor,
  listSignIns,
  personByEmail,
  requestEmailChange,
  requestMagicLink,
  requestPasswordReset,
  resetPassword,
  confirmEmail,
  signIn,
  signInByLink,
  signInWithCode,
  signOut,
  signUp,
  suspendPerson,
} from './api.ts';
import { actorOf } from './people.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const password = 'seven stones high';
let count = 0;
async function aPerson() {
  count += 1;
  return createPerson(platform, { email: `person${count}@example.org`, displayName: `Person ${count}`, password });
}
const whoIn = async (browser: Browser) => (await currentSignIn(platform, browser.auth, browser.asking))?.person.email;
const enter = (browser: Browser, email: string, typed = password) =>
  signIn(platform, browser.auth, browser.asking, { email, password: typed });

test('the right password signs in, whatever the case of the address', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  expect(await enter(browser, person.email.toUpperCase())).toEqual({ kind: 'signed-in', personId: person.id });
  expect(await whoIn(browser)).toBe(person.email);
});

test('a wrong password, an unknown address and an unconfirmed one are answered alike', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  await signUp(platform, browser.auth, browser.asking, {
    email: 'unconfirmed@example.org',
    displayName: 'Una',
    password,
    consents: true,
  });
  const noMatch = { kind: 'refused', because: 'no-match' };
  expect(await enter(browser, person.email, 'not the password')).toEqual(noMatch);
  expect(await enter(browser, 'nobody@example.org')).toEqual(noMatch);
  expect(await enter(browser, 'unconfirmed@example.org')).toEqual(noMatch);
  expect(await whoIn(browser)).toBeUndefined();
  expect((await lastMail(platform, 'unconfirmed@example.org'))?.kind).toBe('confirm-email');
});

test('guessing is stopped after ten tries, even with the right password then', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  for (let guess = 0; guess < 10; guess++)
    expect(await enter(browser, person.email, `guess number ${guess}`)).toMatchObject({ because: 'no-match' });
  expect(await enter(browser, person.email)).toMatchObject({ because: 'too-often' });
  const elsewhere = aBrowser(platform, { address: '198.51.100.7' });
  expect(await enter(elsewhere, person.email)).toMatchObject({ because: 'too-often' });
});

test('signing in gives a session of its own: one planted before is worth nothing', async () => {
  const victim = await aPerson();
  const attacker = await aPerson();
  const attackersBrowser = aBrowser(platform);
  await enter(attackersBrowser, attacker.email);
  const planted = aBrowser(platform);
  for (const [name, cookie] of attackersBrowser.cookies) planted.cookies.set(name, cookie);
  const before = [...planted.cookies.values()].map(({ value }) => value);
  await enter(planted, victim.email);
  expect(await whoIn(planted)).toBe(victim.email);
  expect([...planted.cookies.values()].some(({ value }) => before.includes(value))).toBe(false);
  expect(await whoIn(attackersBrowser)).toBe(attacker.email);
});

test('a session cookie that was altered, or made up, is nobody', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  await enter(browser, person.email);
  const [name, cookie] = [...browser.cookies][0] ?? ['', { value: '', attributes: {} }];
  const [token = ''] = cookie.value.split('.');
  browser.cookies.set(name, { ...cookie, value: `${token}.${'A'.repeat(43)}=` });
  expect(await whoIn(browser)).toBeUndefined();
});

test('session cookies are out of reach of scripts and other sites, and bound to the host over HTTPS', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  await enter(browser, person.email);
  expect([...browser.cookies.values()][0]?.attributes).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/' });

  const secure = { ...platform, config: { ...platform.config, origin: 'https://cairn.example' } };
  const secureBrowser = aBrowser(secure);
  await signIn(secure, secureBrowser.auth, secureBrowser.asking, { email: person.email, password });
  const [name, cookie] = [...secureBrowser.cookies][0] ?? [];
  expect(name).toMatch(/^__Host-/);
  expect(cookie?.attributes).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
  expect(cookie?.attributes['domain']).toBeUndefined();
  expect((await currentSignIn(secure, secureBrowser.auth, secureBrowser.asking))?.person.id).toBe(person.id);
});

test('a mailed link signs in once', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  expect(
    await requestMagicLink(platform, browser.auth, browser.asking, { email: person.email, next: '/learning' }),
  ).toEqual({ kind: 'mailed' });
  const mail = await lastMail(platform, person.email);
  expect(mail?.text).toContain('next=%2Flearning');
  expect(await signInByLink(platform, browser.auth, browser.asking, mail?.token ?? '')).toMatchObject({
    kind: 'signed-in',
  });
  expect(await whoIn(browser)).toBe(person.email);
  const again = aBrowser(platform);
  expect(await signInByLink(platform, again.auth, again.asking, mail?.token ?? '')).toEqual({
    kind: 'refused',
    because: 'link-over',
  });
  expect(await whoIn(again)).toBeUndefined();
});

test('asking for a link or a new password for an unknown address answers alike and mails nobody', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  const timed = async (ask: () => Promise<unknown>) => {
    const began = performance.now();
    return { answer: await ask(), even: performance.now() - began >= 345 };
  };
  for (const email of [person.email, 'stranger@example.org']) {
    expect(await timed(() => requestMagicLink(platform, browser.auth, browser.asking, { email }))).toEqual({
      answer: { kind: 'mailed' },
      even: true,
    });
    expect(await timed(() => requestPasswordReset(platform, browser.auth, browser.asking, email))).toEqual({
      answer: { kind: 'mailed' },
      even: true,
    });
  }
  expect(await lastMail(platform, 'stranger@example.org')).toBeUndefined();
  expect(await personByEmail(platform, 'stranger@example.org')).toBeUndefined();
});

test('no token in the database opens anything', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  await requestMagicLink(platform, browser.auth, browser.asking, { email: person.email });
  const token = (await lastMail(platform, person.email))?.token ?? 'none';
  const rows = await platform.db.selectFrom('sign_in_token').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a new password ends every sign-in, and its link works once', async () => {
  const person = await aPerson();
  const thief = aBrowser(platform);
  await enter(thief, person.email);
  const browser = aBrowser(platform);
  await requestPasswordReset(platform, browser.auth, browser.asking, person.email);
  const token = (await lastMail(platform, person.email))?.token ?? '';
  expect(await resetPassword(platform, browser.auth, browser.asking, { token, password: 'short' })).toEqual({
    kind: 'refused',
    because: 'too-short',
  });
  expect(await resetPassword(platform, browser.auth, browser.asking, { token, password: 'eight stones high' })).toEqual(
    { kind: 'done' },
  );
  expect(await resetPassword(platform, browser.auth, browser.asking, { token, password: 'nine stones high' })).toEqual({
    kind: 'refused',
    because: 'link-over',
  });
  expect(await whoIn(thief)).toBeUndefined();
  expect(await enter(browser, person.email)).toMatchObject({ because: 'no-match' });
  expect(await enter(browser, person.email, 'eight stones high')).toMatchObject({ kind: 'signed-in' });
  expect((await lastMail(platform, person.email))?.kind).toBe('password-changed');
});

test('changing the password needs the old one and ends the other sign-ins, not this one', async () => {
  const person = await aPerson();
  const actor = await actorOf(platform, person.id);
  const browser = aBrowser(platform);
  const other = aBrowser(platform);
  await enter(browser, person.email);
  await enter(other, person.email);
  const change = (current: string) =>
    changePassword(platform, browser.auth, browser.asking, actor, { current, password: 'eight stones high' });
  expect(await change('a wrong password')).toEqual({ kind: 'refused', because: 'wrong-password' });
  expect(await change(password)).toEqual({ kind: 'done' });
  expect(await whoIn(browser)).toBe(person.email);
  expect(await whoIn(other)).toBeUndefined();
});

test('once codes are on, the password alone signs nobody in', async () => {
  const person = await aPerson();
  const actor = await actorOf(platform, person.id);
  const browser = aBrowser(platform);
  await enter(browser, person.email);
  expect(await beginTwoFactor(platform, browser.auth, browser.asking, actor, 'a wrong password')).toMatchObject({
    because: 'wrong-password',
  });
  const begun = await beginTwoFactor(platform, browser.auth, browser.asking, actor, password);
  if (begun.kind !== 'set-up') throw new Error('not begun');
  const secret = fromBase32(begun.secret);
  expect(await confirmTwoFactor(platform, browser.auth, browser.asking, actor, '000000')).toMatchObject({
    because: 'wrong-code',
  });
  expect(await confirmTwoFactor(platform, browser.auth, browser.asking, actor, await createOTP(secret).totp())).toEqual(
    { kind: 'done' },
  );

  const next = aBrowser(platform);
  expect(await enter(next, person.email)).toEqual({ kind: 'code-needed' });
  expect(await whoIn(next)).toBeUndefined();
  expect(await signInWithCode(platform, next.auth, next.asking, '000000')).toEqual({
    kind: 'refused',
    because: 'no-match',
  });
  expect(await signInWithCode(platform, next.auth, next.asking, await createOTP(secret).totp())).toMatchObject({
    kind: 'signed-in',
  });
  expect(await whoIn(next)).toBe(person.email);

  const [code = ''] = begun.backupCodes;
  const withBackup = aBrowser(platform);
  await enter(withBackup, person.email);
  expect(await signInWithCode(platform, withBackup.auth, withBackup.asking, code)).toMatchObject({ kind: 'signed-in' });
  const reused = aBrowser(platform);
  await enter(reused, person.email);
  expect(await signInWithCode(platform, reused.auth, reused.asking, code)).toMatchObject({ because: 'no-match' });

  await requestMagicLink(platform, browser.auth, browser.asking, { email: person.email });
  expect(await lastMail(platform, person.email)).toMatchObject({ kind: 'password-needed', token: '' });

  expect(await endTwoFactor(platform, next.auth, next.asking, actor, password)).toEqual({ kind: 'done' });
  expect(await enter(aBrowser(platform), person.email)).toMatchObject({ kind: 'signed-in' });
});

test('a link mailed before codes were turned on no longer opens the account', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  await requestMagicLink(platform, browser.auth, browser.asking, { email: person.email });
  const token = (await lastMail(platform, person.email))?.token ?? '';
  await platform.db.updateTable('person').set({ two_factor_enabled: true }).where('id', '=', person.id).execute();
  expect(await signInByLink(platform, browser.auth, browser.asking, token)).toEqual({
    kind: 'refused',
    because: 'password-needed',
  });
});

test('codes cannot be tried without the password first', async () => {
  const browser = aBrowser(platform);
  expect(await signInWithCode(platform, browser.auth, browser.asking, '123456')).toEqual({
    kind: 'refused',
    because: 'begin-again',
  });
});

test('a suspended person is signed out everywhere and let in by nothing', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  await enter(browser, person.email);
  await requestMagicLink(platform, browser.auth, browser.asking, { email: person.email });
  const token = (await lastMail(platform, person.email))?.token ?? '';
  await suspendPerson(platform, { kind: 'command' }, person.id);
  expect(await whoIn(browser)).toBeUndefined();
  expect(await enter(browser, person.email)).toEqual({ kind: 'refused', because: 'suspended' });
  expect(await enter(browser, person.email, 'not the password')).toEqual({ kind: 'refused', because: 'no-match' });
  expect(await signInByLink(platform, browser.auth, browser.asking, token)).toEqual({
    kind: 'refused',
    because: 'suspended',
  });
});

test('the list of sign-ins shows each one, and each can be ended by its owner alone', async () => {
  const person = await aPerson();
  const stranger = await aPerson();
  const actor = await actorOf(platform, person.id);
  const laptop = aBrowser(platform, { userAgent: 'Laptop', address: '192.0.2.61' });
  const phone = aBrowser(platform, { userAgent: 'Phone', address: '192.0.2.62' });
  await enter(laptop, person.email);
  await enter(phone, person.email);
  const list = await listSignIns(platform, actor);
  expect(list.map(({ userAgent, ipAddress }) => [userAgent, ipAddress]).sort()).toEqual([
    ['Laptop', '192.0.2.61'],
    ['Phone', '192.0.2.62'],
  ]);
  const onPhone = list.find(({ userAgent }) => userAgent === 'Phone')?.id ?? '';
  expect(await endSignIn(platform, await actorOf(platform, stranger.id), onPhone)).toEqual({
    kind: 'refused',
    because: 'not-found',
  });
  expect(await whoIn(phone)).toBe(person.email);
  expect(await endSignIn(platform, actor, onPhone)).toEqual({ kind: 'done' });
  expect(await whoIn(phone)).toBeUndefined();

  await enter(phone, person.email);
  const here = await currentSignIn(platform, laptop.auth, laptop.asking);
  await endOtherSignIns(platform, actor, here?.signInId ?? '');
  expect(await whoIn(phone)).toBeUndefined();
  expect(await whoIn(laptop)).toBe(person.email);
});

test('a caller cannot make up the address that their sign-in is listed with', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform, { address: '192.0.2.70' });
  const headers = new Headers({ 'x-forwarded-for': '203.0.113.9', 'x-cairn-address': '203.0.113.9' });
  await signIn(platform, browser.auth, { address: '192.0.2.70', headers }, { email: person.email, password });
  const [only] = await listSignIns(platform, await actorOf(platform, person.id));
  expect(only?.ipAddress).toBe('192.0.2.70');
});

test('signing out ends the session itself, not only the cookie', async () => {
  const person = await aPerson();
  const browser = aBrowser(platform);
  await enter(browser, person.email);
  const copy = aBrowser(platform);
  for (const [name, cookie] of browser.cookies) copy.cookies.set(name, cookie);
  await signOut(browser.auth, browser.asking);
  expect(await whoIn(copy)).toBeUndefined();
});

test('a new address counts once its link is followed, by the same person, and the old one is warned', async () => {
  const person = await aPerson();
  const stranger = await aPerson();
  const actor = await actorOf(platform, person.id);
  const browser = aBrowser(platform);
  await enter(browser, person.email);
  const ask = (email: string, typed = password) =>
    requestEmailChange(platform, browser.auth, browser.asking, actor, { email, password: typed });
  expect(await ask('moved@example.org', 'a wrong password')).toMatchObject({ because: 'wrong-password' });
  expect(await ask('moved@example.org')).toEqual({ kind: 'mailed' });
  expect((await lastMail(platform, person.email))?.kind).toBe('email-changing');
  const mail = await lastMail(platform, 'moved@example.org');
  expect(mail?.kind).toBe('change-email');
  expect(await whoIn(browser)).toBe(person.email);

  const strangers = aBrowser(platform);
  await enter(strangers, stranger.email);
  expect(await confirmEmail(platform, strangers.auth, strangers.asking, mail?.token ?? '')).toEqual({
    kind: 'refused',
    because: 'someone-else',
  });
  expect(await confirmEmail(platform, browser.auth, browser.asking, mail?.token ?? '')).toEqual({ kind: 'changed' });
  expect(await whoIn(browser)).toBe('moved@example.org');
  expect(await confirmEmail(platform, browser.auth, browser.asking, mail?.token ?? '')).toEqual({
    kind: 'refused',
    because: 'link-over',
  });
  expect(await ask(stranger.email)).toEqual({ kind: 'mailed' });
  expect((await lastMail(platform, stranger.email))?.kind).not.toBe('change-email');
});

function fromBase32(text: string): string {
  const bits = [...text.replaceAll(' ', '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => parseInt(byte, 2)));
}
