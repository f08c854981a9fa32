import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDraft } from '../../../../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../../../../test/platform.ts';
import { addFile, contentFiles } from '#domain/learning/server/api.ts';
import { GET } from './+server.ts';

const actor = { kind: 'system' } as const;
let platform: TestPlatform;
let version: string;
beforeAll(async () => {
  platform = await aPlatform();
  version = (await aDraft(platform, { withParts: false })).versionId;
  for (const [name, text] of Object.entries(files)) {
    const added = await addFile(platform, actor, { versionId: version, name, bytes: Buffer.from(text) });
    if (added.kind === 'refused') throw new Error(added.because);
  }
});
afterAll(() => platform.stop());

const files = {
  'page.html': '<!doctype html><script>alert(1)</script>',
  'tree.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
  'river.wav': Buffer.concat([
    Buffer.from('524946465800000057415645666d74201000000001000100401f0000401f0000010008006461746138000000', 'hex'),
    Buffer.alloc(56, 'abcde'),
  ]),
  'talk.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n',
};

async function asked(path: string, headers: Readonly<Record<string, string>> = {}, query = '') {
  const url = new URL(`http://localhost/learning/files/${version}/${path}${query}`);
  const event = {
    locals: { platform, actor, requestId: 'r' },
    params: { version, path },
    request: new Request(url, { headers }),
    url,
  };
  return GET(event as unknown as Parameters<typeof GET>[0]);
}

test.each([
  ['files/page.html', 'text/plain; charset=utf-8', "attachment; filename*=UTF-8''page.html"],
  ['pictures/tree.svg', 'image/svg+xml', "attachment; filename*=UTF-8''tree.svg"],
  ['media/river.wav', 'audio/wav', 'inline'],
  ['media/talk.vtt', 'text/vtt; charset=utf-8', 'inline'],
])('%s is served as what runs nothing here', async (path, type, disposition) => {
  const { status, headers } = await asked(path);
  expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([200, type, disposition]);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
});

test('a part of a recording is served where it is asked for, of what the reader has', async () => {
  const whole = await asked('media/river.wav');
  const etag = whole.headers.get('etag') ?? '';
  const part = await asked('media/river.wav', { range: 'bytes=44-48' });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 44-48/100',
    'abcde',
  ]);
  expect((await asked('media/river.wav', { range: 'bytes=44-48', 'if-range': etag })).status).toBe(206);
  expect((await asked('media/river.wav', { range: 'bytes=44-48', 'if-range': '"other"' })).status).toBe(200);
  expect((await asked('media/river.wav', { range: 'bytes=100-' })).status).toBe(416);
  expect((await asked('media/river.wav', { 'if-none-match': etag })).status).toBe(304);
});

test('an address that names the content may be kept for good, any other is asked about again', async () => {
  const [file] = (await contentFiles(platform, actor, version)).filter(({ path }) => path === 'media/river.wav');
  const kept = async (query: string) => (await asked('media/river.wav', {}, query)).headers.get('cache-control');
  expect(await kept(`?v=${file?.sha256.slice(0, 16)}`)).toBe('private, max-age=31536000, immutable');
  expect(await kept('?v=0123456789abcdef')).toBe('private, no-cache');
  expect(await kept('')).toBe('private, no-cache');
});

test('what isn’t there, or isn’t for the reader, is not found', async () => {
  expect((await asked('media/none.mp3')).status).toBe(404);
});
