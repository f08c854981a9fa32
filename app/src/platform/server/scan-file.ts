import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from './config.ts';

export type Scanned = 'clean' | 'infected' | 'not-scanned';

/** Milliseconds that a scan may take. */
const longest = 60_000;

/**
 * Asks CAIRN_SCAN_COMMAND about a file: its path is the last argument, 0 means clean and 1 infected, as ClamAV's
 * programs answer. Whatever else happens counts as not scanned, and then nothing is accepted. Without a command
 * every file is clean.
 */
export async function scanFile(
  { scanCommand }: Pick<Config, 'scanCommand'>,
  bytes: Uint8Array,
  timeout = longest,
): Promise<Scanned> {
  if (scanCommand === undefined) return 'clean';
  const [program = '', ...options] = scanCommand;
  const folder = await mkdtemp(join(tmpdir(), 'cairn-scan-'));
  try {
    const path = join(folder, 'file');
    await writeFile(path, bytes, { mode: 0o644 });
    const code = await exitCode(program, [...options, path], timeout);
    return code === 0 ? 'clean' : code === 1 ? 'infected' : 'not-scanned';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function exitCode(program: string, options: readonly string[], timeout: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    // Nothing of our own environment, which holds secrets, is the scanner's business.
    const env = { PATH: process.env['PATH'] ?? '' };
    execFile(program, [...options], { timeout, killSignal: 'SIGKILL', env }, (error) => {
      if (error === null) resolve(0);
      else resolve(typeof error.code === 'number' && !error.killed ? error.code : undefined);
    });
  });
}
