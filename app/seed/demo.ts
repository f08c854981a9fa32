import { listPeople, personByEmail, reinstatePerson, suspendPerson } from '#domain/identity/server/api.ts';
import { countOrganisations } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { cast } from './cast.ts';
import { makeAccounts } from './demo-accounts.ts';
import { demoState, insertDemoState, servedAt, updateDemoState, type DemoState } from './demo-state.ts';
import { demoProviders, makePeople, makeProvider, missingPeople } from './story/providers.ts';

const system = { kind: 'system' } as const;
/** Another one would tell the same story at other hours of the day. */
const seed = 'cairn-1';

/**
 * Begins the demo story in an empty database, resumes one that was cut off, and otherwise does nothing. Called at each
 * start while the demo is on, by one process at a time; what takes long is left to a job, so that serving doesn't wait.
 */
export async function beginDemo(platform: Platform): Promise<void> {
  const { origin } = platform.config;
  const known = await demoState(platform);
  if (!known && !(await isEmpty(platform))) return;
  const state = known ?? (await begin(platform));
  if (state.accountsClosed) await openAccounts(platform);
  if (state.origin !== origin) await updateDemoState(platform, { origin });
  if (state.told && state.signedFor === origin) return;
  if (!state.told) await tellOpening(platform, { ...state, origin });
  await platform.db
    .transaction()
    .execute((trx) => platform.jobs.enqueue(trx, 'seed-demo', {}, { singletonKey: 'seed-demo' }));
}

/**
 * Closes the story's accounts where others than this machine reach the server: their passwords lie in a file, and one of
 * them is an operator's. Called at each start whose ORIGIN isn't loopback.
 */
export async function closeDemo(platform: Platform): Promise<void> {
  const state = await demoState(platform);
  if (!state || state.accountsClosed) return;
  await updateDemoState(platform, { accountsClosed: true });
  for (const { email } of cast) {
    const person = await personByEmail(platform, email);
    if (person) await suspendPerson(platform, system, person.id);
  }
}

async function isEmpty(platform: Platform): Promise<boolean> {
  const counts = await countOrganisations(platform, system);
  const { people } = await listPeople(platform, system);
  return people.length === 0 && Object.values(counts).every((count) => count === 0);
}

async function begin(platform: Platform): Promise<DemoState> {
  const { origin } = platform.config;
  const state = { seed, firstStart: platform.clock(), origin, told: false, signedFor: null, accountsClosed: false };
  await insertDemoState(platform, state);
  platform.log.info('the demo story begins');
  return state;
}

async function tellOpening(here: Platform, state: DemoState): Promise<void> {
  const stage = { platform: servedAt(here, state), state };
  const missing = await missingPeople(stage);
  // Not where another process, with a DATA_DIR of its own, has made them: these passwords would open nothing.
  if (missing.length > 0) await makePeople(stage, missing, await makeAccounts(here.config));
  for (const provider of demoProviders) await makeProvider(stage, provider);
}

async function openAccounts(platform: Platform): Promise<void> {
  for (const { email } of cast) {
    const person = await personByEmail(platform, email);
    if (person) await reinstatePerson(platform, system, person.id);
  }
  await updateDemoState(platform, { accountsClosed: false });
}
