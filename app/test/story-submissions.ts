/**
 * Beside a running Cairn whose demo story is told: a provider for which the demo's assessor assesses too, with a
 * task that six learners have handed work in for. Says where the queue is, as JSON, for the story that judges them.
 */
import { jobs, schedules } from '../src/jobs.ts';
import { addMember } from '../src/domain/organisations/server/api.ts';
import { personByEmail } from '../src/domain/identity/server/api.ts';
import { loadConfig } from '../src/platform/server/config.ts';
import { createLog } from '../src/platform/server/log.ts';
import { openDatabaseBeside } from '../src/platform/server/open-database.ts';
import { startPlatform } from '../src/platform/server/start-platform.ts';
import { aLearner, anEnrolment } from './builders/a-learner.ts';
import { anAttempt, answering, aTaughtMicrocredential } from './builders/an-award.ts';
import { aProvider } from './builders/a-microcredential.ts';
import { aSubmission, aTask } from './builders/a-task.ts';
import { submitAttempt } from '../src/domain/awards/server/api.ts';

const learners = ['Noor Haddad', 'Piotr Zielinski', 'Efua Mensah', 'Lena Brandt', 'Samuel Okoro', 'Ines Duarte'];
const text = (name: string) =>
  `On Tuesday a student of mine came back from a road accident that she had only just seen.\n\nI asked whether she wanted to sit down, and I stayed. She spoke quickly and then not at all. I did not ask for the story; I said that shaking hands and a dry mouth are common after a shock and that they pass.\n\nLater we rang her sister together. What I would do differently: I offered tea before I had asked what she needed.\n\n${name}`;

const config = loadConfig(process.env);
const database = await openDatabaseBeside(config, (error) => {
  throw error;
});
const platform = await startPlatform(config, {
  connection: database.connection,
  alone: false,
  log: createLog({ level: 'silent' }),
  jobs,
  schedules,
  work: false,
  poolSize: 3,
});
const provider = await aProvider(platform, 'Harbour School');
const assessor = await personByEmail(platform, process.argv[2] ?? '');
if (!assessor) throw new Error('Say the assessor’s address.');
const membership = { organisationId: provider.id, personId: assessor.id, role: 'assessor' } as const;
await addMember(platform, { kind: 'system' }, membership);
let assessmentId = '';
const taught = await aTaughtMicrocredential(platform, {
  provider,
  record: { title: 'Support after a shock' },
  beforePublishing: async (versionId) => {
    ({ assessmentId } = await aTask(platform, versionId));
  },
});
for (const displayName of learners) {
  const learner = await aLearner(platform, { displayName });
  const enrolmentId = await anEnrolment(platform, learner, taught.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: taught.assessmentId });
  await submitAttempt(platform, learner, { attemptId, responses: answering(taught.questionIds, 'right') });
  await aSubmission(platform, learner, { enrolmentId, assessmentId }, text(displayName));
}
await platform.stop();
await database.stop();
process.stdout.write(`${JSON.stringify({ provider: provider.name })}\n`);
