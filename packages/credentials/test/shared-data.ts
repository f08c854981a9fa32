import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import type { JsonObject } from '../src/index.ts';

/** Real input that is not part of the repository: ../shared/data, seen from the project's root. */
const folder = new URL('../../../../shared/data/', import.meta.url);
const present = existsSync(folder);

/**
 * A test that needs ../shared/data. Where the folder is absent it is skipped, and says so; in CI it fails, because
 * there the folder belongs.
 */
export function testWithData(name: string, run: () => Promise<void>): void {
  if (present) {
    test(name, run);
  } else if (process.env['CI'] !== undefined && process.env['CI'] !== '') {
    test(name, () => {
      throw new Error(`This test needs ${folder.pathname}, which must not be absent in CI.`);
    });
  } else {
    process.stderr.write(`SKIPPED, because ${folder.pathname} is absent: ${name}\n`);
    test.skip(name, run);
  }
}

export function readData(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8');
}

export function readDataBytes(path: string): Uint8Array {
  return readFileSync(new URL(path, folder));
}

export function readDataJson(path: string): JsonObject {
  return JSON.parse(readData(path)) as JsonObject;
}
