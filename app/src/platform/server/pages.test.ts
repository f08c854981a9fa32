import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from './log.ts';
import { loadPages } from './pages.ts';

const silent = createLog({ level: 'silent' });

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn pages '));
});
afterEach(() => rm(folder, { recursive: true }));

async function pagesFrom(source: string) {
  const file = join(folder, 'handler.js');
  await writeFile(file, source);
  const pages = await loadPages({ origin: 'https://cairn.example:8443' }, silent, file);
  return (headers: Record<string, string>, asked: { readonly method?: string; readonly url?: string } = {}) => {
    const request = Object.assign(new IncomingMessage(new Socket()), asked);
    Object.assign(request.headers, headers);
    const response = new ServerResponse(request);
    pages(request, response);
    return { request, response };
  };
}

test('pages are told ORIGIN, whatever a request claims of its host or protocol', async () => {
  const ask = await pagesFrom('export const handler = () => undefined;');
  const { request } = ask({
    host: 'evil.example',
    'x-cairn-host': 'evil.example',
    'x-cairn-protocol': 'http',
    'x-forwarded-host': 'evil.example',
  });
  expect(request.headers).toMatchObject({ 'x-cairn-host': 'cairn.example:8443', 'x-cairn-protocol': 'https' });
  expect(process.env).toMatchObject({ HOST_HEADER: 'x-cairn-host', PROTOCOL_HEADER: 'x-cairn-protocol' });
});

test('a mail program’s one click may come without an Origin; no other post may, and another site’s says its own', async () => {
  const ask = await pagesFrom('export const handler = () => undefined;');
  const originOf = (method: string, url: string, headers = {}) => ask(headers, { method, url }).request.headers.origin;
  expect(originOf('POST', '/unsubscribe/key')).toBe('https://cairn.example:8443');
  expect(originOf('POST', '/unsubscribe/key', { origin: 'https://evil.example' })).toBe('https://evil.example');
  expect(originOf('POST', '/sign-in')).toBeUndefined();
  expect(originOf('GET', '/unsubscribe/key')).toBeUndefined();
});

test('a page that fails answers 500, and the process goes on', async () => {
  const ask = await pagesFrom("export const handler = async () => { throw new Error('broken'); };");
  const { response } = ask({});
  await expect.poll(() => response.statusCode).toBe(500);
});

test('pages that were never built are named, with how to build them', async () => {
  await expect(
    loadPages({ origin: 'http://localhost:3000' }, silent, join(folder, 'missing.js')),
  ).rejects.toMatchObject({
    code: 'pages-not-built',
    message: expect.stringContaining('npm start') as unknown,
  });
});
