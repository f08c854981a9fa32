import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type Place, isCluster } from './embedded-postgres-place.ts';
import { runAs } from './embedded-postgres-user.ts';
import { isFileError } from './write-once.ts';

/** The database's own name for us; who may use it is decided by the operating system (peer authentication). */
export const DATABASE_USER = 'cairn';

const MAJOR_VERSION = '18';

const INITDB_OPTIONS = [
  `--username=${DATABASE_USER}`,
  '--encoding=UTF8',
  // Sorting by Unicode's own rules wherever the database runs, rather than by what the machine's C library thinks.
  '--locale-provider=icu',
  '--icu-locale=und',
  '--locale=C',
  '--auth-local=peer',
  '--auth-host=reject',
  '--no-instructions',
];

/**
 * Creates the cluster unless it exists. It is made beside its place and renamed, so that being killed halfway, or two
 * starts at once, leave either a whole cluster or none.
 */
export async function createCluster(place: Place, binaries: Binaries): Promise<void> {
  if (await isCluster(place.cluster)) return requireVersion(place.cluster);

  const draft = `${place.cluster}.${randomBytes(4).toString('hex')}`;
  await mkdir(draft, { mode: 0o700 });
  try {
    if (place.user) await chown(draft, place.user.uid, place.user.gid);
    const { exitCode, output } = await runAs(place.user, binaries.initdb, [...INITDB_OPTIONS, '--pgdata', draft]);
    if (exitCode !== 0) {
      throw new EmbeddedPostgresError(
        'not-created',
        `PostgreSQL could not create its database in ${place.cluster}:\n${output.trim()}`,
      );
    }
    await rename(draft, place.cluster);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!isFileError(error, 'ENOTEMPTY') && !isFileError(error, 'EEXIST')) throw error;
  }
}

async function requireVersion(cluster: string): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (version === MAJOR_VERSION) return;
  throw new EmbeddedPostgresError(
    'other-version',
    `The database in ${cluster} was made by PostgreSQL ${version}, and this Cairn brings PostgreSQL ${MAJOR_VERSION}; make a backup with the Cairn that made it and restore it here, or start that Cairn again`,
  );
}

/** Lets in, over the socket alone, whoever runs this process. Written at each start, since that may change. */
export async function writeAccessRules({ cluster, user }: Place): Promise<void> {
  const rules = [
    ['pg_hba.conf', '# Written by Cairn at each start.\nlocal all all peer map=cairn\n'],
    ['pg_ident.conf', `# Written by Cairn at each start.\ncairn "${userInfo().username}" ${DATABASE_USER}\n`],
  ] as const;
  for (const [name, text] of rules) {
    const path = join(cluster, name);
    await writeFile(path, text, { mode: 0o600 });
    if (user) await chown(path, user.uid, user.gid);
  }
}
