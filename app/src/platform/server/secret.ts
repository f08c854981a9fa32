import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigError } from './config.ts';

/**
 * The 32 bytes under which private keys are encrypted at rest: CAIRN_SECRET, or DATA_DIR/secret, which is
 * made (mode 0600) at the first start.
 * @throws {ConfigError} when the file is there but does not hold 32 bytes.
 */
export async function loadSecret(config: Pick<Config, 'secret' | 'dataDir'>): Promise<Buffer> {
  if (config.secret) return config.secret;
  const path = join(config.dataDir, 'secret');
  return (await readSecret(path)) ?? (await writeSecret(config.dataDir, path));
}

async function readSecret(path: string): Promise<Buffer | undefined> {
  try {
    const secret = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
    if (secret.length === 32) return secret;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  throw new ConfigError([
    `${path} does not hold 32 bytes in base64; put back the file that was there (signing keys are encrypted under it), or set CAIRN_SECRET`,
  ]);
}

/** Written beside and linked into place, so that of two processes that start at once both use the same secret. */
async function writeSecret(dataDir: string, path: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await file.sync();
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await file.close();
    await rm(draft);
  }
  const secret = await readSecret(path);
  if (!secret) throw new ConfigError([`${path} could not be written; set DATA_DIR to a folder that this user may write to`]);
  return secret;
}
