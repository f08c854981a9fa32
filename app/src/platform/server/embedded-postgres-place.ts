import { createHash } from 'node:crypto';
import { access, chown, lstat, mkdir, mkdtemp, readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { STATE_FOLDER, makeStateFolder } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { NOBODY, type ServerUser, canEnter, firstClosedFolder, isRoot, ownerOf } from './embedded-postgres-user.ts';
import { isFileError, writeOnce } from './write-once.ts';

/** Where a DATA_DIR's cluster is, and whose. */
export interface Place {
  /** PostgreSQL's own folder (PGDATA). It may not exist yet. */
  readonly cluster: string;
  /** The account to run the server under; undefined for our own. */
  readonly user: ServerUser | undefined;
}

/**
 * Decides where the cluster of a DATA_DIR is, once: in it, or, where root's server user can't enter it, in the
 * system's state folder. The second choice is written to DATA_DIR/postgres.path, so that it holds although
 * permissions change later; else a start after a chmod would find an empty database.
 */
export async function findPlace(dataDir: string, stateFolder = STATE_FOLDER): Promise<Place> {
  await mkdir(dataDir, { recursive: true });
  const chosen = await readIfThere(join(dataDir, 'postgres.path'));
  const cluster = chosen?.trim() ?? join(dataDir, 'postgres');
  if (await isCluster(cluster)) return existingPlace(cluster);
  if (chosen !== undefined) return { cluster, user: isRoot() ? NOBODY : undefined };
  if (!isRoot()) return { cluster, user: undefined };
  if (await canEnter(NOBODY, dataDir)) return { cluster, user: NOBODY };

  await makeStateFolder(stateFolder);
  await writeOnce(join(dataDir, 'postgres.path'), `${await freshCluster(dataDir, stateFolder)}\n`);
  return findPlace(dataDir, stateFolder);
}

async function existingPlace(cluster: string): Promise<Place> {
  const user = await ownerOf(cluster);
  if (user && !(await canEnter(user, dirname(cluster)))) {
    const closed = await firstClosedFolder(user, dirname(cluster));
    throw new EmbeddedPostgresError(
      'unreachable-folder',
      `The database in ${cluster} runs under user ${user.uid}, who can no longer enter ${closed}; allow it again with \`chmod o+x ${closed}\``,
    );
  }
  return { cluster, user };
}

/** Named by hash of DATA_DIR; numbered when a DATA_DIR that was at the same path before has left its database there. */
async function freshCluster(dataDir: string, stateFolder: string): Promise<string> {
  const hash = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 12);
  for (let number = 1; ; number++) {
    const folder = join(stateFolder, number === 1 ? hash : `${hash}-${number}`);
    if (!(await isCluster(join(folder, 'postgres')))) {
      await makeStateFolder(folder);
      return join(folder, 'postgres');
    }
  }
}

export async function isCluster(folder: string): Promise<boolean> {
  try {
    await access(join(folder, 'PG_VERSION'));
    return true;
  } catch (error) {
    if (isFileError(error, 'ENOENT') || isFileError(error, 'ENOTDIR')) return false;
    if (!isFileError(error, 'EACCES')) throw error;
    throw new EmbeddedPostgresError(
      'unreachable-folder',
      `The database in ${folder} belongs to another user; start Cairn as that user or as root, or set DATA_DIR to a folder of your own`,
      { cause: error },
    );
  }
}

/**
 * A folder for the unix socket that only the server's user and root can enter. It is short, since a socket's path
 * holds 107 bytes, and named by hash of the cluster's path, so that starts don't litter.
 */
export async function makeSocketFolder({ cluster, user }: Place): Promise<string> {
  const temporary = await temporaryFolder(user);
  const name = `cairn-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
  const folder = join(temporary, name);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error;
    const found = await lstat(folder);
    const isOurs = found.isDirectory() && found.uid === (user?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0;
    if (isOurs) return folder;
    // Anyone may write to the temporary folder: what somebody else put there under this name is left alone.
    return giveTo(user, await mkdtemp(`${folder}-`));
  }
  return giveTo(user, folder);
}

async function giveTo(user: ServerUser | undefined, folder: string): Promise<string> {
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}

async function temporaryFolder(user: ServerUser | undefined): Promise<string> {
  const folder = tmpdir();
  const isShort = Buffer.byteLength(folder) <= 60;
  return isShort && (folder === '/tmp' || (await canEnter(user, folder))) ? folder : '/tmp';
}

export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // ESRCH: under /proc, of a process that ended between the opening of its file and the reading.
    if (['ENOENT', 'ENOTDIR', 'ESRCH'].some((code) => isFileError(error, code))) return undefined;
    throw error;
  }
}
