import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDraft } from '../../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { addFile, contentFile, contentFiles, deleteFile, sweepFiles, uploadRoom } from '../api.ts';
import { storeBytes } from './store-bytes.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
let versionId: string;
let folder: string;
beforeAll(async () => {
  platform = await aPlatform();
  ({ versionId } = await aDraft(platform));
  folder = await mkdtemp(join(tmpdir(), 'cairn-scanners-'));
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true });
});

const add = (name: string, bytes: Uint8Array | string) =>
  addFile(platform, system, { versionId, name, bytes: Buffer.from(bytes) });
const stored = (path: string) => contentFile(platform, system, { versionId, path });

/** A hundredth of a second of silence. */
function wav(): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + 80, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(80, 40);
  return Buffer.concat([header, Buffer.alloc(80, 128)]);
}

test('what a file is, its bytes say, whatever its name claims', async () => {
  expect(await add('My talk (1).exe', wav())).toEqual({
    kind: 'added',
    fileKind: 'audio',
    path: 'media/my-talk-1.wav',
  });
  expect(await add('handout.mp3', '%PDF-1.7\n%%EOF\n')).toEqual({
    kind: 'added',
    fileKind: 'attachment',
    path: 'files/handout.pdf',
  });
  expect(await add('talk.txt', 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n')).toMatchObject({
    fileKind: 'captions',
    path: 'media/talk.vtt',
  });
  expect(await add('readings.csv', 'day,cm\n1,20\n')).toMatchObject({ path: 'files/readings.csv' });
  expect(await add('page.html', '<!doctype html><script>1</script>')).toMatchObject({
    fileKind: 'attachment',
    path: 'files/page.html',
  });
  expect((await stored('media/my-talk-1.wav')).mediaType).toBe('audio/wav');
});

test.each([
  ['nothing', Buffer.alloc(0), 'no-file'],
  ['a program', Buffer.from('\x7fELF\x02\x01\x01' + '\0'.repeat(60), 'latin1'), 'not-allowed'],
  ['bytes of no kind', Buffer.from([0, 1, 2, 3]), 'not-allowed'],
  ['half a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01', 'latin1'), 'not-allowed'],
  ['captions without times', Buffer.from('WEBVTT\n\nHello'), 'captions-no-cues'],
  ['too long a text', Buffer.alloc(21 * 1024 * 1024, 'a'), 'too-large'],
])('%s is refused with a reason, and leaves no file', async (name, bytes, because) => {
  const before = await contentFiles(platform, system, versionId);
  expect(await add(name, bytes)).toEqual({ kind: 'refused', because });
  expect(await contentFiles(platform, system, versionId)).toEqual(before);
});

test('a photograph is drawn anew, so that it no longer says where it was taken', async () => {
  const photograph = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#2B6549' } })
    .withExif({ IFD0: { Copyright: 'Here it was' } })
    .jpeg()
    .toBuffer();
  expect(photograph.includes('Here it was')).toBe(true);
  expect(await add('me.jpg', photograph)).toMatchObject({ kind: 'added', path: 'pictures/me.jpg' });
  const { fileKey } = await stored('pictures/me.jpg');
  expect((await platform.files.get(fileKey)).includes('Here it was')).toBe(false);
});

test('a provider has room for so much, and is told how much it holds', async () => {
  await using small = await aPlatform({ env: { CAIRN_UPLOAD_QUOTA: '1' } });
  const draft = await aDraft(small);
  const bytes = Buffer.alloc(600_000, 'a');
  const send = () => addFile(small, system, { versionId: draft.versionId, name: 'a.txt', bytes });
  expect(await send()).toMatchObject({ kind: 'added' });
  expect(await uploadRoom(small, draft.versionId)).toEqual({ used: 600_000, quota: 1_048_576 });
  expect(await send()).toEqual({ kind: 'refused', because: 'quota' });
  await deleteFile(small, system, { versionId: draft.versionId, path: 'files/a.txt' });
  expect(await uploadRoom(small, draft.versionId)).toMatchObject({ used: 0 });
});

test.each([
  ['finds nothing', 'exit 0', { kind: 'added' }],
  ['finds something', 'exit 1', { kind: 'refused', because: 'infected' }],
  ['can’t look', 'exit 2', { kind: 'refused', because: 'not-scanned' }],
  ['reads the very bytes', 'grep -q "day,cm" "$2" && [ "$1" = --quiet ]', { kind: 'added' }],
])('when the scanner %s, the file is answered for', async (name, script, answer) => {
  const command = join(folder, name.replaceAll(/\W/g, '-'));
  await writeFile(command, `#!/bin/sh\n${script}\n`);
  await chmod(command, 0o755);
  const scanning = { ...platform, config: { ...platform.config, scanCommand: [command, '--quiet'] } };
  const bytes = Buffer.from('day,cm\n');
  expect(await addFile(scanning, system, { versionId, name: 'a.csv', bytes })).toMatchObject(answer);
});

test('a file whose row was never committed is swept after a day; what a version holds stays', async () => {
  await using clocked = await aPlatform({ at: new Date('2026-03-01T12:00:00Z') });
  const draft = await aDraft(clocked);
  const lost = await storeBytes(clocked, { bytes: Buffer.from('x'), mediaType: 'text/plain', ending: 'txt' });
  const added = await addFile(clocked, system, {
    versionId: draft.versionId,
    name: 'a.txt',
    bytes: Buffer.from('kept'),
  });
  if (added.kind === 'refused') throw new Error(added.because);
  const { fileKey } = await contentFile(clocked, system, { versionId: draft.versionId, path: added.path });
  expect(await sweepFiles(clocked)).toBe(0);
  clocked.setTime(new Date('2026-03-02T12:00:01Z'));
  expect(await sweepFiles(clocked)).toBe(1);
  expect(await clocked.files.exists(lost.fileKey)).toBe(false);
  expect(await clocked.files.exists(fileKey)).toBe(true);
});
