import { join } from 'node:path';

/** A database as release 0.1.0 left it, made by dump-release.ts: plain SQL, compressed. */
export const releaseDump = join(import.meta.dirname, '../fixtures/release-0.1.0.sql.gz');

/** The settings it was made under: its keys are sealed under this secret, its credentials carry this origin. */
export const releaseSettings = { CAIRN_SECRET: '07'.repeat(32), ORIGIN: 'http://localhost:3000' };
