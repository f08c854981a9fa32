import { randomBytes } from 'node:crypto';
import { createIds } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';

/** A message that was due at that time. */
export interface PastMail {
  readonly to: string;
  readonly text: string;
}

/**
 * The platform at an earlier time: what is done through it is dated then. It sends no mail and begins no jobs, since
 * what followed from an event followed at its own time; the story does that itself.
 */
export function inThePast(platform: Platform, at: Date, onMail: (mail: PastMail) => void = () => undefined): Platform {
  return {
    ...platform,
    clock: () => new Date(at),
    newId: createIds(() => at.getTime(), randomBytes),
    jobs: { ...platform.jobs, subscribedTo: () => [] },
    mail: {
      ...platform.mail,
      async send(_trx, message) {
        onMail(message);
        return platform.newId();
      },
    },
  };
}

/** The same time a few minutes later. */
export function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
