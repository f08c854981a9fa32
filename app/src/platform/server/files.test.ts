import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { aBucket } from '../../../test/builders/a-bucket.ts';
import { createFiles, fileKey } from './files.ts';

async function inFolder() {
  const dataDir = await mkdtemp(join(tmpdir(), 'cairn files '));
  const files = await createFiles({ dataDir, s3Url: undefined });
  return { dataDir, files, [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true }) };
}
async function inBucket() {
  const bucket = await aBucket();
  return {
    files: await createFiles({ dataDir: '/nowhere', s3Url: bucket.url }),
    [Symbol.asyncDispose]: () => bucket[Symbol.asyncDispose](),
  };
}
const png = { mediaType: 'image/png' };

test.each([
  ['a folder', inFolder],
  ['a bucket', inBucket],
])('in %s a file is put, read, streamed, replaced and deleted', async (_name, place) => {
  await using kept = await place();
  const { files } = kept;
  const bytes = Buffer.from([0, 255, 10, 13, 128]);
  await files.put('logo/0199.png', bytes, png);
  expect(await files.exists('logo/0199.png')).toBe(true);
  expect(await files.get('logo/0199.png')).toEqual(bytes);
  expect(await buffer(await files.stream('logo/0199.png'))).toEqual(bytes);
  await files.put('logo/0199.png', Buffer.from('new'), png);
  expect((await files.get('logo/0199.png')).toString()).toBe('new');
  await files.delete('logo/0199.png');
  expect(await files.exists('logo/0199.png')).toBe(false);
});

test.each([
  ['a folder', inFolder],
  ['a bucket', inBucket],
])('in %s a file that is not there is a fault when read, and nothing to delete', async (_name, place) => {
  await using kept = await place();
  await expect(kept.files.get('logo/none.png')).rejects.toMatchObject({ code: 'file-missing' });
  await expect(kept.files.stream('logo/none.png')).rejects.toMatchObject({ code: 'file-missing' });
  await kept.files.delete('logo/none.png');
});

test('a bucket is told the media type, and no one without the key gets in', async () => {
  await using bucket = await aBucket();
  const files = await createFiles({ dataDir: '/nowhere', s3Url: bucket.url });
  await files.put('logo/0199.png', Buffer.from('x'), png);
  // Another than its ending would make one guess.
  await files.put('logo/0200.png', Buffer.from('x'), { mediaType: 'image/webp' });
  expect(bucket.objects.get('logo/0200.png')).toMatchObject({ contentType: 'image/webp' });
  const stranger = await createFiles({ dataDir: '/nowhere', s3Url: bucket.url.replace('KEY:', 'OTHER:') });
  await expect(stranger.get('logo/0199.png')).rejects.toThrow();
});

test('while a file is replaced, every reader sees the old one or the new one, whole', async () => {
  await using kept = await inFolder();
  const versions = ['a', 'b'].map((letter) => Buffer.alloc(4_000_000, letter));
  const put = async (n: number) => kept.files.put('logo/big.png', versions[n % 2] ?? Buffer.alloc(0), png);
  await put(0);
  let writing = true;
  const writes = (async () => {
    for (let n = 1; n < 30; n++) await put(n);
    writing = false;
  })();
  while (writing) {
    const read = await kept.files.get('logo/big.png');
    expect(versions.some((version) => version.equals(read))).toBe(true);
  }
  await writes;
  expect(await readdir(join(kept.dataDir, 'files/unfinished'))).toEqual([]);
});

test.each([
  '',
  'logo.png',
  '../secret',
  'logo/../../secret',
  '/etc/passwd',
  'logo/Mary.png',
  'logo/my cv.pdf',
  'logo/a\0.png',
  'logo//a',
  'logo/.hidden',
  'logo\\a.png',
  'logo/é.png',
  'a/b/c/d/e/f',
])('a key such as %j is refused', async (key) => {
  await using kept = await inFolder();
  for (const use of [
    kept.files.put(key, Buffer.from('x'), png),
    kept.files.get(key),
    kept.files.stream(key),
    kept.files.exists(key),
    kept.files.delete(key),
  ])
    await expect(use).rejects.toMatchObject({ code: 'file-key-broken' });
});

test('a key is made of the folder, an id and the ending', () => {
  expect(fileKey('logo', '0199a-b', 'png')).toBe('logo/0199a-b.png');
  expect(() => fileKey('logo', '../x', 'png')).toThrow();
  expect(() => fileKey('logo', 'x', 'p/ng')).toThrow();
});
