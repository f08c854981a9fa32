import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { jobs, schedules } from '../../src/jobs.ts';
import { verify } from '../../src/domain/verification/server/api.ts';
import { actorOf } from '../../src/domain/identity/server/api.ts';
import { myAwards, signCredential, submitAttempt } from '../../src/domain/awards/server/api.ts';
import { loadConfig } from '../../src/platform/server/config.ts';
import { createLog } from '../../src/platform/server/log.ts';
import { migrate } from '../../src/platform/server/migrate.ts';
import type { Database } from '../../src/platform/server/schema.ts';
import { type RunningPlatform, startPlatform } from '../../src/platform/server/start-platform.ts';
import { answering } from '../builders/an-award.ts';
import { aDatabase } from '../database.ts';
import { releaseDump, releaseSettings } from './release-dump.ts';

let connection: ReturnType<typeof inject<'template'>>;
let dataDir: string;
let platform: RunningPlatform | undefined;

beforeEach(async () => {
  connection = { ...inject('template'), database: `upgrade_${randomUUID()}` };
  dataDir = await mkdtemp(join(tmpdir(), 'cairn-upgrade-'));
  await query({ ...connection, database: 'postgres' }, `create database "${connection.database}" template template0`);
  await query(connection, gunzipSync(readFileSync(releaseDump)).toString());
});
afterEach(async () => {
  await platform?.stop();
  await query({ ...connection, database: 'postgres' }, `drop database "${connection.database}" with (force)`);
  await rm(dataDir, { recursive: true });
});

async function query(to: typeof connection, text: string): Promise<void> {
  const client = new Client(to);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** This release over the older one's database. */
async function upgraded(secret = releaseSettings.CAIRN_SECRET): Promise<RunningPlatform> {
  await migrate(connection);
  const config = loadConfig({ ...releaseSettings, CAIRN_SECRET: secret, DATA_DIR: dataDir });
  const log = createLog({ level: 'silent' });
  platform = await startPlatform(config, { connection, log, jobs, schedules, work: false, alone: true, poolSize: 3 });
  return platform;
}

/** Tables with their columns, constraints and triggers, as text. */
async function shapeOf(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    select format('%s %s %s %s', table_name, column_name, data_type, is_nullable) as line
      from information_schema.columns where table_schema = 'public'
    union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
    union all select format('%s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
      and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    union all select indexdef from pg_indexes where schemaname = 'public'
    order by 1`.execute(db);
  return rows.map(({ line }) => line);
}

test('a database of release 0.1.0 gets the schema that a new one has', async () => {
  const { db } = await upgraded();
  await using fresh = await aDatabase();
  expect(await shapeOf(db)).toEqual(await shapeOf(fresh.db));
});

test('after the upgrade, credentials that release 0.1.0 signed verify valid', async () => {
  const upgradedPlatform = await upgraded();
  const signed = await upgradedPlatform.db
    .selectFrom('credential')
    .select('signed_text')
    .where('signed_text', 'is not', null)
    .execute();
  expect(signed.length).toBeGreaterThan(0);
  for (const { signed_text } of signed) {
    expect((await verify(upgradedPlatform, { credential: signed_text ?? '', source: 'api' })).verdict).toBe('valid');
  }
});

/** Hands in the attempt that a learner had begun under release 0.1.0. */
async function finishOpenAttempt(on: RunningPlatform): Promise<string> {
  const attempt = await on.db
    .selectFrom('attempt')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .select(['attempt.id', 'attempt.assessment_id', 'enrolment.person_id', 'attempt.enrolment_id'])
    .where('attempt.submitted_at', 'is', null)
    .executeTakeFirstOrThrow();
  const items = await on.db
    .selectFrom('assessment_item')
    .select('question_version_id')
    .where('assessment_id', '=', attempt.assessment_id)
    .execute();
  const learner = await actorOf(on, attempt.person_id ?? '');
  const responses = answering(
    items.map(({ question_version_id }) => question_version_id),
    'right',
  );
  await submitAttempt(on, learner, { attemptId: attempt.id, responses });
  const held = (await myAwards(on, learner)).find(({ award }) => award.enrolmentId === attempt.enrolment_id);
  if (!held) throw new Error('no award was made');
  return held.credential.id;
}

test('an attempt begun before the upgrade is passed after it, and its credential signed with the key from before', async () => {
  const on = await upgraded();
  const id = await finishOpenAttempt(on);
  await signCredential(on, { credentialId: id });
  const { signed_text } = await on.db
    .selectFrom('credential')
    .select('signed_text')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect((await verify(on, { credential: signed_text ?? '', source: 'api' })).verdict).toBe('valid');
});

test('without the secret that it was sealed under, the key from before signs nothing', async () => {
  const on = await upgraded('08'.repeat(32));
  const id = await finishOpenAttempt(on);
  await expect(signCredential(on, { credentialId: id })).rejects.toThrow();
});

test('the kept database stays small enough to be cloned with the code', () => {
  expect(statSync(releaseDump).size).toBeLessThan(2 ** 20);
});
