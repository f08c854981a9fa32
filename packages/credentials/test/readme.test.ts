import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = new URL('../', import.meta.url);

test('the examples of the README run as one program, and print what they say', async () => {
  const readme = readFileSync(new URL('README.md', folder), 'utf8');
  const program = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code).join('\n');
  const promised = [...program.matchAll(/; \/\/ (\w+ .+)$/gm)].map(([, line]) => line);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', program],
    {
      cwd: fileURLToPath(folder),
    },
  );
  expect(promised).toHaveLength(2);
  expect(stdout.trim().split('\n')).toEqual(promised);
});
