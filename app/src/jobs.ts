import type { JobDefinition, Schedule, Subscription } from '#platform/server/jobs.ts';

/** What is done after the fact: who listens to which event, and what else runs outside requests. */
export const jobs: readonly (JobDefinition | Subscription)[] = [];

/** Jobs that begin by the clock. */
export const schedules: readonly Schedule[] = [];
