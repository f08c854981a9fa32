/** Writes src/platform/server/schema.ts from what the migrations make of an empty database: `npm run schema`. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts';
import { migrate } from '../src/platform/server/migrate.ts';

const schemaFile = join(import.meta.dirname, '../src/platform/server/schema.ts');

const dataDir = await mkdtemp(join(tmpdir(), 'cairn-schema-'));
await chmod(dataDir, 0o711);
const postgres = await startEmbeddedPostgres({
  dataDir,
  settings: { fsync: 'off' },
  onLost: (error) => {
    throw error;
  },
});
try {
  await migrate(postgres.connection);
  const { host, port, user, database } = postgres.connection;
  execFileSync(
    'kysely-codegen',
    [
      ...[
        '--dialect',
        'postgres',
        '--url',
        `postgres:///${database}?${new URLSearchParams({ host, port: String(port), user })}`,
      ],
      ...['--default-schema', 'public', '--exclude-pattern', 'kysely_*', '--out-file', schemaFile],
      // As database.ts parses them.
      ...['--date-parser', 'string', '--type-mapping', JSON.stringify({ int8: 'number' })],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const generated = await readFile(schemaFile, 'utf8');
  await writeFile(schemaFile, generated.replace('export interface DB {', 'export interface Database {'));
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true });
}
