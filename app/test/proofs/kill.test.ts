import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SpawnedProcess, spawnNode } from '../cairn-process.ts';
import { onceEach, type Findings } from './findings.ts';
import { said, type Course, type HandIn, type ProcessJob } from './process-job.ts';
import { keepProof } from './keep-proof.ts';

/** A full proof asks for more. */
const rounds = Number(process.env['KILL_ROUNDS'] ?? 3);
const learners = 16;
/** What is killed with SIGKILL beside Cairn: nothing; the guard, so that the database server lives on; that one too. */
const victims = ['cairn', 'cairn and guard', 'cairn, guard and database'] as const;

let dataDir: string;
let running: SpawnedProcess | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cairn-kill-'));
  await chmod(dataDir, 0o711);
});
afterEach(async () => {
  running?.signal('SIGTERM');
  await running?.ended();
  await rm(dataDir, { recursive: true });
});

test(
  `killed at any moment, ${rounds} times, Cairn loses nothing that it acknowledged and doubles nothing`,
  { timeout: 60_000 + rounds * 60_000 },
  async () => {
    let course: Course | undefined;
    let acknowledgedInAll = 0;
    const handedIn: HandIn[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { process, made } = await submitting(course);
      course = made.course;
      await moment(process);
      await kill(process, victims[round % victims.length] ?? 'cairn');

      const acknowledged = new Set(said(process, 'acknowledged'));
      acknowledgedInAll += acknowledged.size;
      const unacknowledged = made.handIns.filter(({ attemptId }) => !acknowledged.has(attemptId));
      handedIn.push(...made.handIns);
      // Learners who had no answer hand in again; for the others nothing is done but what jobs do.
      const found = await settled({ learners, handIns: unacknowledged });
      const expected = handedIn.map(({ attemptId, option }) => onceEach(attemptId, option === 'right'));
      expect(found).toEqual({ attempts: inOrder(expected), deadLetters: 0, sharedPlaces: 0 });
    }
    await keepProof('kill', {
      rounds,
      submissions: handedIn.length,
      'acknowledged before the kill': acknowledgedInAll,
      'handed in again after it': handedIn.length - acknowledgedInAll,
      'awards, each with one signed credential that verifies valid': handedIn.filter(({ option }) => option === 'right')
        .length,
      'lost or doubled': 0,
    });
  },
);

async function submitting(course: Course | undefined) {
  const process = start('submit', { learners, handIns: [], ...(course ? { course } : {}) });
  await process.says(/^ready .*\n/m);
  const [made] = said(process, 'ready') as readonly { readonly course: Course; readonly handIns: readonly HandIn[] }[];
  if (!made) throw new Error('the process said nothing of what it made');
  return { process, made };
}

/** Some moment: while attempts are handed in, or while what came of them is signed and told. */
async function moment(process: SpawnedProcess): Promise<void> {
  const after = Math.floor(Math.random() * learners * 1.5);
  while (said(process, 'acknowledged').length < Math.min(after, learners)) await delay(1);
  await delay(Math.random() * (after < learners ? 20 : 3_000));
}

async function kill(cairn: SpawnedProcess, which: (typeof victims)[number]): Promise<void> {
  const pidIn = async (file: string) =>
    Number((await readFile(join(dataDir, 'postgres', file), 'utf8')).split('\n', 1)[0]);
  if (which !== 'cairn') process.kill(await pidIn('cairn-guard.pid'), 'SIGKILL');
  if (which === 'cairn, guard and database') process.kill(await pidIn('postmaster.pid'), 'SIGKILL');
  cairn.signal('SIGKILL');
  expect(await cairn.ended()).toBe('SIGKILL');
  if (which === 'cairn and guard') expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(true);
}

/** Starts Cairn again, and lets it find what there is when no job is left. */
async function settled(job: ProcessJob): Promise<Findings> {
  const process = start('settle', job);
  const ended = await process.ended();
  expect(ended, process.output()).toBe(0);
  const [found] = said(process, 'found') as readonly Findings[];
  if (!found) throw new Error(`nothing was found:\n${process.output()}`);
  return found;
}

function start(what: string, job: ProcessJob): SpawnedProcess {
  running = spawnNode([join(import.meta.dirname, 'submitting-process.ts'), what], {
    env: { DATA_DIR: dataDir, JOB: JSON.stringify(job) },
  });
  return running;
}

function inOrder<Item extends { readonly attemptId: string }>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => (a.attemptId < b.attemptId ? -1 : 1));
}
