import { once } from 'node:events';
import { request } from 'node:http';
import type { RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../test/cairn-process.ts';
import { createLog } from './log.ts';
import { type HttpServerOptions, startHttpServer } from './serve.ts';

async function serve(pages: RequestListener | undefined, options: Partial<HttpServerOptions> = {}) {
  const lines: string[] = [];
  const port = await freePort();
  const server = await startHttpServer({
    config: { host: '127.0.0.1', port, tls: undefined },
    log: createLog({ destination: { write: (line: string) => void lines.push(line) } }),
    pages,
    isReady: async () => true,
    metrics: { contentType: 'text/plain; version=0.0.4', text: async () => 'cairn_stones 3\n' },
    ...options,
  });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= server.stop());
  onTestFinished(stop);
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { port, get, stop, logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('operators are answered before pages: alive, ready, measured', async () => {
  const { get } = await serve(() => expect.unreachable());
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz?verbose')).status).toBe(200);
  expect(await (await get('/metrics')).text()).toBe('cairn_stones 3\n');
});

test('a process whose database does not answer is alive but not ready', async () => {
  const { get } = await serve(undefined, { isReady: async () => Promise.reject(new Error('connection refused')) });
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(503);
});

test('a process without pages says so', async () => {
  const { get } = await serve(undefined);
  expect((await get('/')).status).toBe(404);
});

test('each request has an id, which the pages see, the answer carries and the log keeps', async () => {
  let seen: unknown;
  const { get, logged } = await serve((incoming, response) => {
    seen = incoming.headers['x-request-id'];
    response.end('page');
  });
  const id = (await get('/s/secret-token?token=abc')).headers.get('x-request-id');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen).toBe(id);
  await expect
    .poll(logged)
    .toMatchObject([{ requestId: id, method: 'GET', status: 200, path: '/s/[masked]?token=[masked]' }]);
});

test('an id from a proxy is kept when it is safe to log, and replaced when not', async () => {
  const { get } = await serve((_, response) => response.end());
  expect((await get('/', { 'x-request-id': 'proxy:0123456789' })).headers.get('x-request-id')).toBe('proxy:0123456789');
  expect((await get('/', { 'x-request-id': 'x" onload="' })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a stop finishes the requests under way, and takes no more', async () => {
  const { promise: underWay, resolve: began } = Promise.withResolvers<void>();
  const { get, stop, port } = await serve((_, response) => {
    began();
    setTimeout(() => response.end('finished'), 200);
  });
  const answer = get('/');
  await underWay;
  const stopped = stop();
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  expect(await (await answer).text()).toBe('finished');
  await stopped;
});

test('a request that never ends does not hold up a stop for ever', async () => {
  const { port, stop } = await serve(() => undefined, { patience: 100 });
  const hanging = request({ port, host: '127.0.0.1' }).end();
  const cutOff = once(hanging, 'error');
  await new Promise((resume) => setTimeout(resume, 50));
  await stop();
  await cutOff;
});

test('a port that is taken is refused with what to do', async () => {
  const { port } = await serve(undefined);
  await expect(serve(undefined, { config: { host: '127.0.0.1', port, tls: undefined } })).rejects.toMatchObject({
    code: 'port-taken',
    message: expect.stringContaining(`Port ${port}`) as unknown,
  });
});
