import { stat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { aBrowser } from '../test/builders/a-browser.ts';
import { aProvider } from '../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../test/platform.ts';
import { personByEmail, signIn } from '#domain/identity/server/api.ts';
import { verifyUrl } from '#domain/verification/server/api.ts';
import { cast } from './cast.ts';
import { beginDemo, closeDemo } from './demo.ts';
import { demoReport } from './demo-report.ts';
import { demoState } from './demo-state.ts';
import { seedDemo } from './seed-demo.ts';

vi.setConfig({ testTimeout: 60_000 });

async function told(platform: TestPlatform): Promise<void> {
  await beginDemo(platform);
  await seedDemo(platform);
}

/** How many rows the story made, by table. */
async function counts(platform: TestPlatform): Promise<Record<string, number>> {
  const tables = [
    'person',
    'organisation',
    'membership',
    'invitation',
    'confirmation',
    'microcredential',
    'outcome',
    'lesson',
    'question',
    'offering',
    'enrolment',
    'lesson_progress',
    'attempt',
    'judgement',
    'award',
    'credential',
    'status_entry',
    'status_change',
    'share',
    'audit_entry',
    'event',
  ] as const;
  const rows = await Promise.all(
    tables.map(async (table) => {
      const { count } = await platform.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return [table, Number(count)] as const;
    }),
  );
  return Object.fromEntries(rows);
}

test('the story has two providers, three microcredentials and a credential in each state, which verify as named', async () => {
  await using platform = await aPlatform();
  await told(platform);
  expect(await counts(platform)).toMatchObject({
    person: 9,
    organisation: 2,
    microcredential: 3,
    lesson: 10,
    question: 18,
    award: 4,
    credential: 4,
    share: 4,
  });
  const report = await demoReport(platform);
  expect(Object.keys(report.credentials).sort()).toEqual(['expired', 'revoked', 'suspended', 'valid']);
  expect(report.microcredentials).toEqual([
    'foundations-of-counselling-skills',
    'psychological-first-aid',
    'data-analysis-with-spreadsheets',
  ]);
  expect(report.shares).toHaveLength(4);
  const failed: Record<string, readonly string[]> = {};
  for (const [kind, url] of Object.entries(report.credentials)) {
    const verified = await verifyUrl(platform, { url, source: 'command' });
    if (verified.kind === 'refused') throw new Error(verified.because);
    const { verdict, checks } = verified.verification;
    expect(verdict).toBe(kind === 'valid' ? 'valid' : 'invalid');
    failed[kind] = checks.filter(({ result }) => result === 'failed').map(({ name }) => name);
  }
  expect(failed).toEqual({ valid: [], expired: ['dates'], revoked: ['revocation'], suspended: ['suspension'] });
});

test('told twice, or by two processes at once, it is told once', async () => {
  await using platform = await aPlatform();
  await beginDemo(platform);
  await Promise.all([seedDemo(platform), seedDemo(platform)]);
  const once = await counts(platform);
  expect(once).toMatchObject({ question: 18, award: 4, share: 4, lesson_progress: 18, attempt: 5, status_change: 2 });
  await told(platform);
  expect(await counts(platform)).toEqual(once);
});

test('cut off after any number of writes, it goes on where it stopped and ends the same', async () => {
  await using whole = await aPlatform({ at: new Date('2026-03-02T10:00:00Z') });
  await told(whole);
  await using platform = await aPlatform({ at: new Date('2026-03-02T10:00:00Z') });
  let runs = 0;
  let isTold = false;
  // Each run is given so many writes, then its process is gone.
  while (!isTold) {
    runs += 1;
    const dying = dyingAfter(platform, 20);
    await told(dying).catch((error: unknown) => expect(String(error)).toContain('killed'));
    isTold = (await demoState(platform))?.told === true;
  }
  expect(runs).toBeGreaterThan(5);
  const {
    audit_entry: _audit,
    event: _event,
    invitation: _invitation,
    outcome: _outcome,
    question: _question,
    ...expected
  } = await counts(whole);
  expect(await counts(platform)).toMatchObject(expected);
});

/** The same platform, whose database connection is gone after so many transactions. */
function dyingAfter(platform: TestPlatform, transactions: number): TestPlatform {
  let left = transactions;
  const db = new Proxy(platform.db, {
    get(target, name) {
      if ((name === 'transaction' || name === 'insertInto') && left-- <= 0) throw new Error('killed');
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { ...platform, db };
}

test('an aborted job stops between two steps, and the next one completes the story', async () => {
  await using platform = await aPlatform();
  await beginDemo(platform);
  await expect(seedDemo(platform, AbortSignal.abort())).rejects.toThrow('abort');
  expect(await demoState(platform)).toMatchObject({ told: false });
  await seedDemo(platform);
  expect(await demoState(platform)).toMatchObject({ told: true, signedFor: platform.config.origin });
});

test('serving need not wait: the beginning only makes people and providers, and a job does the rest', async () => {
  await using platform = await aPlatform({ run: 'on' });
  await beginDemo(platform);
  await vi.waitFor(async () => expect((await demoState(platform))?.signedFor).toBe(platform.config.origin), 40_000);
  expect((await demoReport(platform)).credentials.valid).toMatch(/^http:\/\/localhost:3000\/credentials\/[\w-]{32}$/);
});

test('everyone in the story can sign in with the password in DATA_DIR/demo.json, which only its owner may read', async () => {
  await using platform = await aPlatform();
  await beginDemo(platform);
  const path = join(platform.config.dataDir, 'demo.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const { accounts } = await demoReport(platform);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ accounts });
  expect(accounts.map(({ role }) => role)).toEqual([
    'learner',
    'learner',
    'owner',
    'registrar',
    'assessor',
    'reviewer',
    'owner',
    'employer',
    'operator',
  ]);
  for (const [index, { email, password }] of accounts.entries()) {
    const browser = aBrowser(platform, { address: `192.0.2.${index + 1}` });
    expect(await signIn(platform, browser.auth, browser.asking, { email, password })).toMatchObject({
      kind: 'signed-in',
    });
  }
});

test('its dates lie before the first start, and the providers’ keys are as old as the providers', async () => {
  const at = new Date('2026-03-02T10:00:00Z');
  await using platform = await aPlatform({ at });
  await told(platform);
  const awards = await platform.db.selectFrom('award').select('awarded_at').orderBy('awarded_at').execute();
  expect(awards.map(({ awarded_at }) => Math.round((at.getTime() - awarded_at.getTime()) / 86_400_000))).toEqual([
    396, 64, 56, 20,
  ]);
  const signed = await platform.db.selectFrom('credential').select('signed_at').where('signed_at', '>=', at).execute();
  expect(signed).toEqual([]);
  expect(await platform.db.selectFrom('mail_message').select('id').execute()).toEqual([]);
});

test('a database that holds anything is left alone', async () => {
  await using platform = await aPlatform();
  await aProvider(platform);
  await beginDemo(platform);
  expect(await demoState(platform)).toBeUndefined();
  expect(await platform.db.selectFrom('person').select('id').execute()).toEqual([]);
});

test('at another ORIGIN its awards are signed anew, stand as before, and the demo never locks the origin', async () => {
  await using platform = await aPlatform();
  await told(platform);
  const before = await demoReport(platform);
  const moved = { ...platform, config: { ...platform.config, origin: 'http://localhost:4000' } };
  await told(moved);
  const after = await demoReport(moved);
  expect(Object.keys(after.credentials).sort()).toEqual(['expired', 'revoked', 'suspended', 'valid']);
  for (const [kind, url] of Object.entries(after.credentials)) {
    expect(url).toBe(before.credentials[kind]?.replace(':3000', ':4000'));
    const verified = await verifyUrl(moved, { url, source: 'command' });
    if (verified.kind === 'refused') throw new Error(verified.because);
    expect(verified.verification.checks.filter(({ result }) => result === 'unknown').map(({ name }) => name)).toEqual([
      'subject',
    ]);
    expect(verified.verification.verdict).toBe(kind === 'valid' ? 'valid' : 'invalid');
  }
  expect(await counts(platform)).toMatchObject({ award: 4, credential: 8, share: 4 });
  await told(moved);
  expect(await counts(platform)).toMatchObject({ credential: 8 });
  expect(await platform.db.selectFrom('installation').select('key').execute()).toEqual([{ key: 'demo' }]);
});

test('where others reach the server its accounts are closed, the operator’s too, and open again on this machine alone', async () => {
  await using platform = await aPlatform();
  await beginDemo(platform);
  const suspended = async () =>
    (await Promise.all(cast.map(({ email }) => personByEmail(platform, email)))).filter(
      (person) => person?.suspendedAt != null,
    ).length;
  await closeDemo(platform);
  expect(await suspended()).toBe(9);
  await beginDemo(platform);
  expect(await suspended()).toBe(0);
});
