import type { JobDefinition, Schedule, Subscription } from '#platform/server/jobs.ts';
import { decideAfterLesson, signCredential } from '#domain/awards/server/api.ts';

/** What is done after the fact: who listens to which event, and what else runs outside requests. */
export const jobs: readonly (JobDefinition | Subscription)[] = [
  {
    on: 'award.decided',
    name: 'sign-credential',
    run: (platform, { credentialId }) => signCredential(platform, { credentialId: String(credentialId) }),
  },
  {
    on: 'lesson.done',
    name: 'decide-award',
    run: (platform, { enrolmentId }) => decideAfterLesson(platform, { enrolmentId: String(enrolmentId) }),
  },
];

/** Jobs that begin by the clock. */
export const schedules: readonly Schedule[] = [];
