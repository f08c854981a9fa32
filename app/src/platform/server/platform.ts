import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Files } from './files.ts';
import type { HttpClient } from './http-client.ts';
import type { Jobs } from './jobs.ts';
import type { Mail } from './mail.ts';
import type { Database } from './schema.ts';
import type { SecretBox } from './secret-box.ts';

/** What every use case is given first: the services of one running process, and nothing of any domain. */
export interface Platform {
  readonly config: Config;
  readonly db: Kysely<Database>;
  /** The time now. Use cases never ask the system clock themselves, so that tests can set the date. */
  readonly clock: () => Date;
  /** A new uuid v7: made here rather than in SQL, so that rows sort by creation on PostgreSQL 15 too. */
  readonly newId: () => string;
  readonly jobs: Jobs;
  readonly mail: Mail;
  readonly files: Files;
  readonly http: HttpClient;
  readonly secrets: SecretBox;
  readonly log: Logger;
}

/**
 * The same platform, its reads and writes inside a transaction. What runs in a transaction must not ask `platform.db`:
 * that takes a second connection, and enough requests doing so at once wait for each other for ever.
 */
export function within(platform: Platform, trx: Platform['db']): Platform {
  return { ...platform, db: trx };
}
