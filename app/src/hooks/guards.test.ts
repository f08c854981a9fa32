import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type SpawnedProcess, freePort, spawnNode } from '../../test/cairn-process.ts';

// What every request passes, shown on the built pages, served as in production.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let folder: string;
let server: SpawnedProcess;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-guards-'));
  origin = `http://127.0.0.1:${await freePort()}`;
  server = spawnNode([join(import.meta.dirname, '../server.ts')], {
    env: { DATA_DIR: folder, ORIGIN: origin, PORT: new URL(origin).port, CAIRN_DEMO: 'off' },
  });
  await server.says(/Cairn serves/);
});
afterAll(async () => {
  server.signal('SIGTERM');
  await server.ended();
  await rm(folder, { recursive: true });
});

const directives = (response: Response) =>
  new Map(
    (response.headers.get('content-security-policy') ?? '').split(';').map((text) => {
      const [name = '', ...sources] = text.trim().split(' ');
      return [name, sources] as const;
    }),
  );

test.each(['/', '/explore', '/sign-in', '/verify', '/nowhere'])(
  'the content policy of %s lets in our own scripts and styles, and those inline that it names itself',
  async (path) => {
    const response = await fetch(`${origin}${path}`);
    const policy = directives(response);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect([...policy.values()].flat()).not.toContain("'unsafe-inline'");
    expect([...policy.values()].flat()).not.toContain("'unsafe-eval'");
    for (const name of ['script-src', 'style-src'])
      for (const source of policy.get(name) ?? []) expect(source).toMatch(/^'(self|nonce-[\w+/=-]{16,}|sha256-\S+)'$/);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  },
);

test('a script that stands in a page is let in by a nonce of that answer alone', async () => {
  const nonces = async () => {
    const response = await fetch(`${origin}/nowhere`);
    const allowed = directives(response).get('script-src');
    const inline = [...(await response.text()).matchAll(/<script(?![^>]* src=)[^>]*>/g)];
    expect(inline.length).toBeGreaterThan(0);
    for (const [tag] of inline) expect(allowed).toContain(`'nonce-${/ nonce="([^"]+)"/.exec(tag)?.[1] ?? ''}'`);
    return allowed?.filter((source) => source.startsWith("'nonce-"));
  };
  expect(await nonces()).not.toEqual(await nonces());
});

const post = (path: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${origin}${path}`, { method: 'POST', redirect: 'manual', body, headers: { origin, ...headers } });

test('a form that another site sends is refused, the same form from here is not', async () => {
  const form = () => new URLSearchParams({ email: 'nobody@people.example', password: 'not the right one' });
  expect((await post('/sign-in?/password', form(), { origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await post('/sign-in?/password', form())).status).not.toBe(403);
});

test('a form larger than its page takes is refused', async () => {
  const form = (length: number) =>
    new URLSearchParams({ email: 'nobody@people.example', password: 'a'.repeat(length) });
  expect((await post('/sign-in?/password', form(70_000))).status).toBe(413);
  expect((await post('/sign-in?/password', form(60_000))).status).not.toBe(413);
});

test('a form sent in chunks, without saying its length, is read no further than its page takes', async () => {
  const form = (length: number) => {
    const body = new Blob([`email=nobody%40people.example&password=${'a'.repeat(length)}`]).stream();
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
    const chunked: RequestInit & { readonly duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
    return fetch(`${origin}/sign-in?/password`, { ...chunked, redirect: 'manual' });
  };
  // Whether the answer or the end of the connection comes first is chance; neither is an answer to the form.
  expect([413, 'closed']).toContain(
    await form(70_000).then(
      ({ status }) => status,
      () => 'closed',
    ),
  );
  expect((await form(60_000)).status).not.toBe(413);
});

test('whoever checks more often than 120 times in a minute is told when to come back', async () => {
  const check = () =>
    post('/api/v1/verifications', JSON.stringify({ credential: '{}' }), { 'content-type': 'application/json' });
  const statuses = await Promise.all(Array.from({ length: 120 }, async () => (await check()).status));
  expect(new Set(statuses)).toEqual(new Set([200]));
  const refused = await check();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});
