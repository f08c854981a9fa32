import type { Transaction } from 'kysely';
import type { JobData } from './jobs.ts';
import type { Platform } from './platform.ts';
import type { Database } from './schema.ts';

/** Something that happened, in the past tense: `{ type: 'award.decided', data: { awardId } }`. */
export interface Announcement {
  readonly type: string;
  /** Ids only: events are kept, and personal data must be erasable. */
  readonly data: JobData;
}

/**
 * Records an event and adds the jobs of its subscribers, within the transaction that holds the decision: all of it
 * happens, or none. Each job is given the event's data and its `eventId`.
 */
export async function announce(
  { clock, jobs, newId }: Pick<Platform, 'clock' | 'jobs' | 'newId'>,
  trx: Transaction<Database>,
  { type, data }: Announcement,
): Promise<void> {
  const eventId = newId();
  await trx.insertInto('event').values({ id: eventId, type, data, at: clock() }).execute();
  for (const name of jobs.subscribedTo(type)) await jobs.enqueue(trx, name, { ...data, eventId });
}
