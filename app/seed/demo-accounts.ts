import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '#platform/server/config.ts';
import { Fault } from '#platform/server/problem.ts';
import { isFileError, writeOnce } from '#platform/server/write-once.ts';
import { cast } from './cast.ts';

const accountSchema = z.object({
  role: z.string(),
  name: z.string(),
  /** The slug of the provider whose role it is. */
  organisation: z.string().optional(),
  email: z.string(),
  password: z.string(),
});
const fileSchema = z.object({ accounts: z.array(accountSchema) });

export type DemoAccount = z.infer<typeof accountSchema>;

/** The accounts of this installation with their passwords: DATA_DIR/demo.json, made at the first call (mode 0600). */
export async function makeAccounts(config: Pick<Config, 'dataDir'>): Promise<readonly DemoAccount[]> {
  const accounts = cast.map(({ joined: _joined, ...member }) => ({
    ...member,
    password: randomBytes(12).toString('hex'),
  }));
  await mkdir(config.dataDir, { recursive: true });
  await writeOnce(pathIn(config), `${JSON.stringify({ accounts }, null, 2)}\n`);
  return readAccounts(config);
}

/** @throws {Fault} `demo-accounts-missing` when the file isn't there or was changed into something else. */
export async function readAccounts(config: Pick<Config, 'dataDir'>): Promise<readonly DemoAccount[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(pathIn(config), 'utf8'))).accounts;
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError || isFileError(cause, 'ENOENT'))) throw cause;
    throw new Fault(
      'demo-accounts-missing',
      `${pathIn(config)} doesn't hold the demo accounts. It was written where the demo story began; put it back, or begin anew with an empty DATA_DIR.`,
      { cause },
    );
  }
}

function pathIn({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'demo.json');
}
