import { actorOf, personByEmail } from '#domain/identity/server/api.ts';
import { myAwards, sharesFor } from '#domain/awards/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import { exclusively } from '#platform/server/exclusively.ts';
import { cast } from './cast.ts';
import { beginDemo } from './demo.ts';
import { readAccounts, type DemoAccount } from './demo-accounts.ts';
import { demoState, servedAt, servedHere } from './demo-state.ts';
import { seedDemo } from './seed-demo.ts';
import { demoCourses } from './story/courses.ts';

/** What other programs need to try Cairn with: the shape of `cairn demo --json`. */
export interface DemoReport {
  readonly origin: string;
  readonly accounts: readonly DemoAccount[];
  readonly apiKeys: Readonly<Record<string, string>>;
  /** A shared credential, which anyone can get, for each state that one is in. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Slugs. */
  readonly microcredentials: readonly string[];
  /** Every share link of the story's learners. */
  readonly shares: readonly string[];
}

/**
 * Waits until the story is complete, telling what is left of it, and says what is in it.
 * @throws {Fault} `demo-off` by the settings; `demo-absent` where the database began with something else;
 *   `demo-accounts-missing`, see `readAccounts`.
 */
export async function completeDemo(platform: Platform): Promise<DemoReport> {
  const { demo, isLoopbackOrigin } = platform.config;
  const state = await demoState(platform);
  if (!isLoopbackOrigin || (!state && !demo)) {
    throw new Fault(
      'demo-off',
      'There is no demo story with these settings: it wants an ORIGIN on this machine itself, and CAIRN_DEMO not off.',
    );
  }
  if (!state?.told) await exclusively(platform.db, 'demo', () => beginHere(platform));
  await seedDemo(platform);
  return demoReport(platform);
}

/** Begins it unless a start of the server has; a command's own ORIGIN is not where the server serves. */
async function beginHere(platform: Platform): Promise<void> {
  const state = await demoState(platform);
  await beginDemo(state ? servedAt(platform, state) : platform);
  if (await demoState(platform)) return;
  throw new Fault(
    'demo-absent',
    'The demo story begins in an empty database only, and this one already holds people or organisations; set DATA_DIR to a new folder.',
  );
}

/** The story as far as it has been told. */
export async function demoReport(here: Platform): Promise<DemoReport> {
  const platform = await servedHere(here);
  const shared = (await Promise.all(cast.map(({ email }) => sharedBy(platform, email)))).flat();
  const credentials: Record<string, string> = {};
  for (const { state: standing, url } of shared) credentials[standing] ??= url;
  return {
    origin: platform.config.origin,
    accounts: await readAccounts(platform.config),
    apiKeys: {},
    credentials,
    microcredentials: Object.values(demoCourses).map(({ slug }) => slug),
    shares: shared.map(({ url }) => url),
  };
}

/** A person's credentials under the links that are open, newest first. */
async function sharedBy(
  platform: Platform,
  email: string,
): Promise<readonly { readonly state: string; readonly url: string }[]> {
  const person = await personByEmail(platform, email);
  if (!person) return [];
  const actor = await actorOf(platform, person.id);
  const shared: { state: string; url: string }[] = [];
  for (const { award, state } of await myAwards(platform, actor)) {
    for (const share of await sharesFor(platform, actor, award.id)) {
      if (share.revokedAt === null && share.expiresAt === null) shared.push({ state, url: share.url });
    }
  }
  return shared;
}
