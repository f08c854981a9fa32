import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aZip, type ZipEntry } from '../../../../../test/builders/a-zip.ts';
import { courseFolder } from './course-folder.ts';
import { readZip } from './read-zip.ts';

const everything = () => true;
const read = (...entries: ZipEntry[]) => readZip(aZip(entries), everything);

test('an archive gives its files byte for byte, folders aside', async () => {
  const files = await read({ path: 'fig/', mode: 0o040755 }, { path: 'fig/é.md', content: 'Text.' }, { path: 'b.md' });
  expect(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
    ['fig/é.md', 'Text.'],
    ['b.md', ''],
  ]);
});

test.each<[string, ZipEntry[], string]>([
  ['leads upwards', [{ path: 'a/../../etc/passwd' }], 'zip-outside'],
  ['is absolute', [{ path: '/etc/passwd' }], 'zip-outside'],
  ['names a drive', [{ path: 'C:/a.md' }], 'zip-outside'],
  ['has backslashes', [{ path: '..\\a.md' }], 'zip-outside'],
  ['is a symbolic link', [{ path: 'a.md', content: '/etc/passwd', mode: 0o120777 }], 'zip-link'],
  ['is a device', [{ path: 'a.md', mode: 0o020666 }], 'zip-link'],
  ['stands there twice', [{ path: 'a.md' }, { path: 'a.md' }], 'zip-twice'],
  ['differs by case alone', [{ path: 'a.md' }, { path: 'A.md' }], 'zip-twice'],
  ['is encrypted', [{ path: 'a.md', bits: 0x801 }], 'zip-encrypted'],
  ['is no UTF-8 though it says so', [{ path: Buffer.from([0x61, 0xff]) }], 'zip-name'],
  ['is in a code page nobody names', [{ path: Buffer.from([0x82, 0x2e]), bits: 0 }], 'zip-name'],
  ['holds a zero', [{ path: 'a\0.md' }], 'zip-name'],
  ['is empty in the middle', [{ path: 'a//b.md' }], 'zip-name'],
  ['unfolds a thousandfold', [{ path: 'a.md', content: Buffer.alloc(2 * 1024 * 1024) }], 'zip-bomb'],
  ['holds more than it says', [{ path: 'a.md', content: 'longer than three', claims: 3 }], 'zip-unreadable'],
])('an archive of which an entry %s is refused as a whole', async (_what, entries, code) => {
  await expect(read({ path: 'good.md', content: 'Good.' }, ...entries)).rejects.toMatchObject({ code });
});

test('an archive of too many files, or of too much in all, is refused before it is unfolded', async () => {
  const many = Array.from({ length: 5001 }, (_, index) => ({ path: `${index}.md` }));
  await expect(read(...many)).rejects.toMatchObject({ code: 'zip-too-large' });
  // Each alone is within the ratio that its claim is held to.
  const noise = createHash('shake256', { outputLength: 600_000 }).update('noise').digest();
  const large = Array.from({ length: 3 }, (_, index) => ({ path: `${index}.md`, content: noise, claims: 52_000_000 }));
  await expect(readZip(aZip(large), () => false)).rejects.toMatchObject({ code: 'zip-too-large' });
});

test('whatever the bytes are, they are read or refused with a reason', async () => {
  const good = aZip([{ path: '01-a.md', content: 'Text.' }]);
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
      const broken = Buffer.from(good);
      broken[at] = byte;
      const result = await readZip(broken, everything).catch((error: { code?: string }) => error.code);
      expect(typeof result === 'string' ? result.slice(0, 4) : 'read').toMatch(/^(zip-|read)$/);
    }),
    { numRuns: 150 },
  );
});

test('a zip of a course folder is read as the folder is, with and without a folder around it', async () => {
  const place = await mkdtemp(join(tmpdir(), 'cairn-course-'));
  try {
    const content = {
      'config.yaml': 'title: Knots',
      '01-a.md': '# A',
      'fig/knot.svg': '<svg/>',
      '.hidden.md': 'no',
      'x.exe': 'no',
    };
    const folder = join(place, 'knots');
    await mkdir(join(folder, 'fig'), { recursive: true });
    for (const [path, text] of Object.entries(content)) await writeFile(join(folder, path), text);
    const zipped = (around: string) =>
      aZip(Object.entries(content).map(([path, text]) => ({ path: `${around}${path}`, content: text })));
    await writeFile(join(place, 'plain.zip'), zipped(''));
    await writeFile(join(place, 'wrapped.zip'), zipped('knots/'));
    const expected = await courseFolder(folder);
    expect(await courseFolder(join(place, 'plain.zip'))).toEqual({ ...expected, folderName: 'plain' });
    expect(await courseFolder(join(place, 'wrapped.zip'))).toEqual(expected);
    expect(expected.files.map(({ path }) => path)).toEqual(['01-a.md', 'config.yaml', 'fig/knot.svg']);
  } finally {
    await rm(place, { recursive: true });
  }
});
