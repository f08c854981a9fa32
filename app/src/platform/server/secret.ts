import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigError } from './config.ts';
import { isFileError, writeOnce } from './write-once.ts';

/**
 * The 32 bytes under which private keys are encrypted at rest: CAIRN_SECRET, or DATA_DIR/secret, which is
 * made (mode 0600) at the first start.
 * @throws {ConfigError} when the file is there but does not hold 32 bytes.
 */
export async function loadSecret(config: Pick<Config, 'secret' | 'dataDir'>): Promise<Buffer> {
  if (config.secret) return config.secret;
  const path = join(config.dataDir, 'secret');
  const existing = await readSecret(path);
  if (existing) return existing;

  await mkdir(config.dataDir, { recursive: true });
  await writeOnce(path, `${randomBytes(32).toString('base64url')}\n`);
  const written = await readSecret(path);
  if (!written)
    throw new ConfigError([`${path} could not be written; set DATA_DIR to a folder that this user may write to`]);
  return written;
}

async function readSecret(path: string): Promise<Buffer | undefined> {
  try {
    const secret = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
    if (secret.length === 32) return secret;
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined;
    throw error;
  }
  throw new ConfigError([
    `${path} does not hold 32 bytes in base64; put back the file that was there (signing keys are encrypted under it), or set CAIRN_SECRET`,
  ]);
}
