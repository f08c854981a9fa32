/**
 * A process of Cairn in which learners hand in their attempts, told what to do by its first argument and by JSON in
 * the environment (`JOB`), for tests that run several such processes or kill them:
 *
 * - `submit` makes learners who have begun an attempt, says `ready` and hands all of them in;
 * - `race` waits for SIGUSR2, then hands the given attempts in, each several times at once;
 * - `settle` hands in again what was never acknowledged, waits until no job is left, and says what it finds.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { jobs, schedules } from '../../src/jobs.ts';
import { actorOf } from '../../src/domain/identity/server/api.ts';
import { submitAttempt } from '../../src/domain/awards/server/api.ts';
import { loadConfig } from '../../src/platform/server/config.ts';
import { createLog } from '../../src/platform/server/log.ts';
import { migrate } from '../../src/platform/server/migrate.ts';
import { openDatabase } from '../../src/platform/server/open-database.ts';
import { startPlatform, type RunningPlatform } from '../../src/platform/server/start-platform.ts';
import { answering, anAttempt, aTaughtMicrocredential, type TaughtMicrocredential } from '../builders/an-award.ts';
import { aLearner, anEnrolment } from '../builders/a-learner.ts';
import { findings } from './findings.ts';
import type { Course, HandIn, ProcessJob } from './process-job.ts';

const config = loadConfig(process.env);
const database = await openDatabase(config, (error) => {
  say('lost', error.message);
  process.exit(3);
});
await migrate(database.connection);
const log = createLog({ level: 'silent' });
const platform = await startPlatform(config, { ...database, log, jobs, schedules, work: true });
const job = JSON.parse(process.env['JOB'] ?? '{}') as ProcessJob;

const run = { submit, race, settle }[process.argv[2] ?? ''];
if (!run) throw new Error('Say submit, race or settle.');
await run(platform);
await platform.stop();
await database.stop();

/** One line; written before the call returns, so that it outlives the process. */
function say(word: string, what: unknown = ''): void {
  process.stdout.write(`${word} ${JSON.stringify(what)}\n`);
}

async function submit(platform: RunningPlatform): Promise<void> {
  const course = job.course ?? courseOf(await aTaughtMicrocredential(platform));
  const handIns: HandIn[] = [];
  for (let number = 0; number < job.learners; number += 1) {
    const learner = await aLearner(platform);
    const enrolmentId = await anEnrolment(platform, learner, course.offeringId);
    const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: course.assessmentId });
    handIns.push({
      attemptId,
      personId: learner.personId,
      questionIds: course.questionIds,
      option: number % 4 === 0 ? 'wrong' : 'right',
    });
  }
  say('ready', { course, handIns });
  const waiting = [...handIns];
  const hands = Array.from({ length: 4 }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      // A double click: both are answered, and only one of them counts.
      await Promise.all([handIn(platform, next), handIn(platform, next)]);
      say('acknowledged', next.attemptId);
    }
  });
  await Promise.all(hands);
  // Jobs go on until somebody ends this process.
  await delay(600_000);
}

async function race(platform: RunningPlatform): Promise<void> {
  const started = new Promise<void>((resolve) => process.once('SIGUSR2', () => resolve()));
  const alive = setInterval(() => undefined, 1_000);
  say('ready');
  await started;
  clearInterval(alive);
  const answers = await Promise.all(
    job.handIns.flatMap((next) => Array.from({ length: 4 }, () => handIn(platform, next))),
  );
  say('raced', answers);
}

async function settle(platform: RunningPlatform): Promise<void> {
  await Promise.all(job.handIns.map((next) => handIn(platform, next)));
  await platform.jobs.settled(120_000);
  say('found', await findings(platform));
}

async function handIn(platform: RunningPlatform, { attemptId, personId, questionIds, option }: HandIn) {
  const learner = await actorOf(platform, personId);
  const { judged, decision } = await submitAttempt(platform, learner, {
    attemptId,
    responses: answering(questionIds, option),
  });
  return { attemptId, judgementId: judged.judgement.id, again: judged.again, decision };
}

function courseOf({ offeringId, assessmentId, questionIds }: TaughtMicrocredential): Course {
  return { offeringId, assessmentId, questionIds };
}
