import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import sources from '../standards/SOURCES.json' with { type: 'json' };
import { bundledContexts } from '../src/json-ld/contexts.ts';
import { isBundledSchema } from '../src/schema/validate.ts';

const folder = new URL('../standards/', import.meta.url);

test('every bundled standard is, byte for byte, the one that its publisher serves', () => {
  for (const { file, sha256 } of sources) {
    expect(
      createHash('sha256')
        .update(readFileSync(new URL(file, folder)))
        .digest('hex'),
      file,
    ).toBe(sha256);
  }
});

test('every file in standards has a source, and every source a file', () => {
  const files = ['contexts', 'schemas'].flatMap((name) =>
    readdirSync(new URL(`${name}/`, folder)).map((file) => `${name}/${file}`),
  );
  expect(sources.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
});

test('each context and schema is found under the address that it comes from', () => {
  for (const { file, source } of sources) {
    const known = file.startsWith('contexts/') ? bundledContexts.has(source) : isBundledSchema(source);
    expect(known, source).toBe(true);
  }
  expect(bundledContexts.size).toBe(sources.filter(({ file }) => file.startsWith('contexts/')).length);
});

test('a context is served as its own file says, and not as another', () => {
  for (const { file, source } of sources.filter((row) => row.file.startsWith('contexts/'))) {
    expect(bundledContexts.get(source)).toEqual(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
  }
});
