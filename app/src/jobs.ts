import type { JobDefinition, Schedule, Subscription } from '#platform/server/jobs.ts';
import { refreshListingsOf } from '#domain/catalogue/server/api.ts';
import { assessmentsToPlan } from '#domain/assessment/server/api.ts';
import { remindOfPlans, sendParticipantMessage, sweepFiles } from '#domain/learning/server/api.ts';
import { applyErratum, decideAfterFact, handInAllOverdue, signCredential } from '#domain/awards/server/api.ts';

/** What is done after the fact: who listens to which event, and what else runs outside requests. */
export const jobs: readonly (JobDefinition | Subscription)[] = [
  {
    on: 'award.decided',
    name: 'sign-credential',
    run: (platform, { credentialId }) => signCredential(platform, { credentialId: String(credentialId) }),
  },
  // Whatever an award rule may ask for: the award is considered again, by the one path that decides.
  ...(
    [
      ['lesson.done', 'decide-award'],
      ['attendance.marked', 'decide-award-after-roll'],
      ['enrolment.confirmed', 'decide-award-after-confirmation'],
      ['attempt.supervised', 'decide-award-after-check'],
    ] as const
  ).map(([on, name]): Subscription => ({
    on,
    name,
    run: (platform, { enrolmentId }) => decideAfterFact(platform, { enrolmentId: String(enrolmentId) }),
  })),
  {
    name: 'hand-in-overdue-attempts',
    concurrency: 1,
    run: (platform, _data, { signal }) => handInAllOverdue(platform, signal),
  },
  {
    on: 'erratum.made',
    name: 'apply-erratum',
    concurrency: 1,
    run: (platform, { erratumId }, { signal }) => applyErratum(platform, { erratumId: String(erratumId) }, signal),
  },
  {
    on: 'participants.written-to',
    name: 'send-participant-message',
    concurrency: 1,
    run: (platform, { messageId }) => sendParticipantMessage(platform, { messageId: String(messageId) }),
  },
  {
    name: 'remind-of-plans',
    concurrency: 1,
    run: (platform, _data, { signal }) => remindOfPlans(platform, assessmentsToPlan, signal),
  },
  {
    name: 'sweep-files',
    concurrency: 1,
    run: async (platform, _data, { signal }) => {
      await sweepFiles(platform, signal);
    },
  },
  {
    name: 'seed-demo',
    concurrency: 1,
    // Loaded when there is a story to tell, which most processes never have.
    run: async (platform, _data, { signal }) => (await import('../seed/seed-demo.ts')).seedDemo(platform, signal),
  },
  // The public list carries the provider's name and colour, and leaves out those that may not offer.
  ...['changed', 'approved', 'suspended', 'reinstated'].map((what): Subscription => ({
    on: `organisation.${what}`,
    name: `refresh-listings-${what}`,
    run: (platform, { organisationId }) => refreshListingsOf(platform, { organisationId: String(organisationId) }),
  })),
];

/** Jobs that begin by the clock. */
export const schedules: readonly Schedule[] = [
  { name: 'hand-in-overdue-attempts', cron: '* * * * *' },
  // In the evening in Europe, around noon in New York. What is tomorrow, each plan’s own zone says.
  { name: 'remind-of-plans', cron: '30 16 * * *' },
  { name: 'sweep-files', cron: '47 3 * * *' },
];
