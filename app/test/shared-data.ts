import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';

/** The folder of real input beside the repository. */
export const sharedData = join(import.meta.dirname, '../../../shared/data');

const isPresent = existsSync(sharedData);
const isCi = (process.env['CI'] ?? '') !== '';
if (!isPresent && !isCi) process.emitWarning(`SKIPPED are the tests on real input, because ${sharedData} is absent.`);

/** A test on real input. Without it the test is passed over, loudly; in CI it then fails. */
export const testOnSharedData = test.runIf(isPresent || isCi);
