import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

/** Real input that is not part of the repository: ../shared/data, seen from the project's root. */
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Where a file or folder of ../shared/data is. */
export function sharedData(path: string): string {
  return `${folder}${path}`;
}

/**
 * A test that needs ../shared/data. Where the folder is absent it is skipped, and says so; in CI it fails, because
 * there the folder belongs.
 */
export function testWithData(name: string, run: () => Promise<void>): void {
  if (existsSync(folder)) {
    test(name, run);
  } else if (process.env['CI'] !== undefined && process.env['CI'] !== '') {
    test(name, () => {
      throw new Error(`This test needs ${folder}, which must not be absent in CI.`);
    });
  } else {
    console.warn(`SKIPPED, because ${folder} is absent: ${name}`);
    test.skip(name, run);
  }
}
