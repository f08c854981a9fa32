import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aTaughtMicrocredential, anAttempt } from '../builders/an-award.ts';
import { aLearner, anEnrolment } from '../builders/a-learner.ts';
import { type SpawnedProcess, spawnNode } from '../cairn-process.ts';
import { aDatabase } from '../database.ts';
import { jobs } from '../../src/jobs.ts';
import { loadConfig } from '../../src/platform/server/config.ts';
import { createLog } from '../../src/platform/server/log.ts';
import { startPlatform } from '../../src/platform/server/start-platform.ts';
import { findings, onceEach } from './findings.ts';
import { said, type HandIn, type ProcessJob } from './process-job.ts';

interface Answer {
  readonly attemptId: string;
  readonly judgementId: string;
  readonly again: boolean;
  readonly decision: { readonly kind: string; readonly awardId?: string };
}

test(
  'handed in many times at once to two processes on one database, an attempt is judged, awarded and signed once',
  { timeout: 240_000 },
  async () => {
    await using database = await aDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'cairn-two-processes-'));
    const { host, port, user, database: name } = database.connection;
    const env = {
      DATA_DIR: folder,
      CAIRN_SECRET: '07'.repeat(32),
      DATABASE_URL: `postgres:///${name}?${new URLSearchParams({ host, port: String(port), user })}`,
    };
    const platform = await startPlatform(loadConfig(env), {
      connection: database.connection,
      log: createLog({ level: 'silent' }),
      jobs,
      schedules: [],
      work: false,
      alone: false,
      poolSize: 3,
    });
    const processes: SpawnedProcess[] = [];
    try {
      const handIns: HandIn[] = [];
      const { offeringId, assessmentId, questionIds } = await aTaughtMicrocredential(platform);
      for (let number = 0; number < 6; number += 1) {
        const learner = await aLearner(platform);
        const enrolmentId = await anEnrolment(platform, learner, offeringId);
        const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
        handIns.push({ attemptId, personId: learner.personId, questionIds, option: number === 0 ? 'wrong' : 'right' });
      }
      const job: ProcessJob = { learners: 0, handIns };
      const script = join(import.meta.dirname, 'submitting-process.ts');
      for (const _ of ['first', 'second'])
        processes.push(spawnNode([script, 'race'], { env: { ...env, JOB: JSON.stringify(job) } }));
      for (const process of processes) await process.says(/^ready .*\n/m);
      for (const process of processes) process.signal('SIGUSR2');
      for (const process of processes) expect(await process.ended(), process.output()).toBe(0);

      const answers = processes.map((process) => said(process, 'raced').flat() as Answer[]);
      expect(answers.map(({ length }) => length)).toEqual([24, 24]);
      for (const { attemptId, option } of handIns) {
        const given = answers.flat().filter((answer) => answer.attemptId === attemptId);
        expect(given).toHaveLength(8);
        expect(given.filter(({ again }) => !again)).toHaveLength(1);
        expect(new Set(given.map(({ judgementId }) => judgementId)).size).toBe(1);
        expect(new Set(given.map(({ decision }) => `${decision.kind} ${decision.awardId}`)).size).toBe(1);
        expect(given[0]?.decision.kind).toBe(option === 'right' ? 'awarded' : 'not-yet');
      }
      // What the two left waiting when they ended is done by a third.
      const settling = spawnNode([script, 'settle'], { env: { ...env, JOB: JSON.stringify({ ...job, handIns: [] }) } });
      processes.push(settling);
      expect(await settling.ended(), settling.output()).toBe(0);
      const found = await findings(platform);
      const expected = handIns.map(({ attemptId, option }) => onceEach(attemptId, option === 'right'));
      expect(found).toEqual({ attempts: expected, deadLetters: 0, sharedPlaces: 0 });
    } finally {
      for (const process of processes) process.signal('SIGKILL');
      await platform.stop();
      await rm(folder, { recursive: true });
    }
  },
);
