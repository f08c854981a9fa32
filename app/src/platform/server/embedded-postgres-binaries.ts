import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type ServerUser, runAs } from './embedded-postgres-user.ts';
import { isFileError } from './write-once.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where what must outlive us goes when DATA_DIR or node_modules are out of the server's reach. */
export const STATE_FOLDER = '/var/lib/cairn';

/**
 * PostgreSQL's programs as that user can run them: those in node_modules, or else a copy in the system's state folder.
 */
export async function findBinaries(
  user: ServerUser | undefined,
  stateFolder = STATE_FOLDER,
  native = nativeFolder(),
): Promise<Binaries> {
  const installed = binariesIn(native);
  if (await runs(user, installed)) return installed;
  if (!user)
    throw new EmbeddedPostgresError(
      'no-binaries',
      `PostgreSQL in ${native} does not run; install again with \`npm ci\`, or set DATABASE_URL to a PostgreSQL of your own`,
    );

  const copied = binariesIn(await copyBinaries(native, stateFolder));
  if (await runs(user, copied)) return copied;
  throw new EmbeddedPostgresError(
    'no-binaries',
    `The user ${user.uid} can't run PostgreSQL, neither from ${native} nor from ${stateFolder}; give it access to one of them, or set DATABASE_URL to a PostgreSQL of your own`,
  );
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'no-binaries',
      `There is no embedded PostgreSQL for this machine (${name} is not installed); set DATABASE_URL to a PostgreSQL 15 or later`,
      { cause },
    );
  }
}

async function runs(user: ServerUser | undefined, { postgres }: Binaries): Promise<boolean> {
  try {
    return (await runAs(user, postgres, ['--version'])).exitCode === 0;
  } catch (error) {
    if (isFileError(error, 'EACCES') || isFileError(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Named by version and origin, so that two installations never replace each other's; made whole or not at all. */
async function copyBinaries(native: string, stateFolder: string): Promise<string> {
  const packageFile = await readFile(join(native, '..', 'package.json'), 'utf8');
  const hash = createHash('sha256').update(`${native}\n${packageFile}`).digest('hex').slice(0, 12);
  const folder = join(stateFolder, `postgresql-${hash}`);
  if (await exists(folder)) return folder;

  await makeStateFolder(stateFolder);
  const draft = `${folder}.${randomBytes(4).toString('hex')}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  // An installation made under a strict umask would stay as closed as the one it is copied from.
  await runAs(undefined, 'chmod', ['-R', 'a+rX', draft]);
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!isFileError(error, 'ENOTEMPTY') && !isFileError(error, 'EEXIST')) throw error;
    // Another process that started at the same time has put its copy there first.
    await rm(draft, { recursive: true });
  }
  return folder;
}

/** A folder that everybody may enter, whatever the umask. */
export async function makeStateFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await chmod(folder, 0o755);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return false;
    throw error;
  }
}
