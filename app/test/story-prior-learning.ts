/**
 * Beside a running Cairn whose demo story is told: a provider for which the demo's assessor assesses too, with a
 * microcredential that recognises prior learning.
 */
import { jobs, schedules } from '../src/jobs.ts';
import { addMember } from '../src/domain/organisations/server/api.ts';
import { personByEmail } from '../src/domain/identity/server/api.ts';
import { loadConfig } from '../src/platform/server/config.ts';
import { createLog } from '../src/platform/server/log.ts';
import { openDatabaseBeside } from '../src/platform/server/open-database.ts';
import { startPlatform } from '../src/platform/server/start-platform.ts';
import { aTaughtMicrocredential } from './builders/an-award.ts';
import { aProvider } from './builders/a-microcredential.ts';
import { openRoutes } from './builders/open-routes.ts';

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
const provider = await aProvider(platform, 'Lighthouse School');
const assessor = await personByEmail(platform, process.argv[2] ?? '');
if (!assessor) throw new Error('Say the assessor’s address.');
const membership = { organisationId: provider.id, personId: assessor.id, role: 'assessor' } as const;
await addMember(platform, { kind: 'system' }, membership);
await aTaughtMicrocredential(platform, {
  provider,
  record: { title: 'Listening on a helpline' },
  beforePublishing: (versionId) => openRoutes(platform, versionId, { routes: ['assessment-only', 'prior-learning'] }),
});
await platform.stop();
await database.stop();
