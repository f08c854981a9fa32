import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Platform } from '#platform/server/platform.ts';

const stateSchema = z.object({
  /** What the content's small variations derive from. */
  seed: z.string(),
  /** The story's dates count from here. */
  firstStart: z.coerce.date(),
  /** The ORIGIN of the latest start. */
  origin: z.string(),
  /** Whether the story is complete. */
  told: z.boolean(),
  /** The ORIGIN that its awards are signed for, all of them; null until then. */
  signedFor: z.string().nullable(),
  /** Whether its accounts are closed, since others than this machine can reach the server. */
  accountsClosed: z.boolean(),
});

/** What an installation remembers of its demo story. */
export type DemoState = Readonly<z.infer<typeof stateSchema>>;

const key = 'demo';
type Db = Pick<Platform, 'db'>;

/** Undefined where no demo story was begun. */
export async function demoState({ db }: Db): Promise<DemoState | undefined> {
  const row = await db.selectFrom('installation').select('value').where('key', '=', key).executeTakeFirst();
  return row && stateSchema.parse(row.value);
}

export async function insertDemoState({ db }: Db, state: DemoState): Promise<void> {
  const row = { key, value: JSON.stringify(state), set_at: state.firstStart };
  await db.insertInto('installation').values(row).execute();
}

/** Changes what is given and nothing else, whoever changes the rest at the same moment. */
export async function updateDemoState({ db }: Db, change: Partial<DemoState>): Promise<void> {
  await db
    .updateTable('installation')
    .set({ value: sql`value || ${JSON.stringify(change)}::jsonb` })
    .where('key', '=', key)
    .execute();
}

/** A time of that day of the story, between nine and five; the same for the same event in every run. */
export function dayOfStory({ firstStart, seed }: DemoState, daysBefore: number, event: string): Date {
  const day = new Date(firstStart.getTime() - daysBefore * 86_400_000);
  const draw = createHash('sha256').update(`${seed}:${event}`).digest().readUInt32BE();
  day.setUTCHours(9 + (draw % 8), (draw >>> 8) % 60, (draw >>> 16) % 60, 0);
  return day;
}

/** The platform at the address of the latest start; a command may have been given none, or another one. */
export function servedAt(platform: Platform, { origin }: Pick<DemoState, 'origin'>): Platform {
  return { ...platform, config: { ...platform.config, origin } };
}

/** The same for a command that has no demo state at hand: what is known of the latest start on this machine. */
export async function servedHere(platform: Platform): Promise<Platform> {
  const state = platform.config.isLoopbackOrigin ? await demoState(platform) : undefined;
  return state ? servedAt(platform, state) : platform;
}
