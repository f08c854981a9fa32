import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { selfSigned } from '../../../test/self-signed.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpClientOptions } from './http-client.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function serve(server: Server, address = '127.0.0.1', port = 0): Promise<number> {
  servers.push(server);
  await new Promise<void>((listening) => server.listen(port, address, listening));
  return (server.address() as AddressInfo).port;
}
const plain = (answer: RequestListener, address?: string) => serve(createServer(answer), address);
const accept = { accept: 'application/json' };

/** A client that may call the local server at `port` by name, over plain HTTP. */
function clientFor(port: number, options: Partial<HttpClientOptions> = {}) {
  return createHttpClient({ allowHosts: [`allowed.test:${port}`], resolve: async () => ['127.0.0.1'], ...options });
}

test('an allowed host is fetched over plain HTTP, with our headers and nothing more', async () => {
  const requests: IncomingMessage[] = [];
  const port = await plain((request, response) => {
    requests.push(request);
    response.setHeader('set-cookie', 'a=b');
    response.end('{"a":1}');
  });
  const client = clientFor(port, { userAgent: 'Cairn test' });
  const url = `http://allowed.test:${port}/did.json?x=1`;
  expect(await client.get(url, accept)).toMatchObject({ kind: 'ok', status: 200, body: Buffer.from('{"a":1}'), url });
  await client.get(url, accept);
  expect(requests[0]?.url).toBe('/did.json?x=1');
  expect(requests[0]?.headers).toMatchObject({ accept: 'application/json', 'user-agent': 'Cairn test' });
  expect(requests[1]?.headers.cookie).toBeUndefined();
});

test('a host that is allowed without a port is allowed at every port, and no other host is', async () => {
  const port = await plain((_, response) => response.end('here'));
  const client = clientFor(port, { allowHosts: ['allowed.test'] });
  expect(await client.get(`http://allowed.test:${port}/`, accept)).toMatchObject({ kind: 'ok', status: 200 });
  expect(await client.get(`http://other.test:${port}/`, accept)).toMatchObject({ kind: 'refused' });
});

test('what the server says is handed on, a 404 too', async () => {
  const port = await plain((_, response) => response.writeHead(404, { 'x-why': 'gone' }).end('no'));
  const answer = await clientFor(port).get(`http://allowed.test:${port}/`, accept);
  expect(answer).toMatchObject({ kind: 'ok', status: 404, headers: { 'x-why': 'gone' } });
});

test.each([
  ['not a url', 'url-invalid'],
  ['/relative', 'url-invalid'],
  ['http://example.com/', 'scheme-not-allowed'],
  ['file:///etc/passwd', 'scheme-not-allowed'],
  ['data:application/json,{}', 'scheme-not-allowed'],
  ['https://user:pass@example.com/', 'credentials-in-url'],
])('%s is refused before anything is resolved: %s', async (url, because) => {
  const client = createHttpClient({ allowHosts: [], resolve: () => Promise.reject(new Error('was resolved')) });
  expect(await client.get(url, accept)).toMatchObject({ kind: 'refused', because });
});

test.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://169.254.169.254/latest/meta-data/',
])('the private address %s is refused however it is written', async (url) => {
  const client = createHttpClient({ allowHosts: [] });
  expect(await client.get(url, accept)).toMatchObject({ kind: 'refused', because: 'address-not-public' });
});

test("the system's own resolver finds localhost, and it is refused", async () => {
  const answer = await createHttpClient({ allowHosts: [] }).get('https://localhost/', accept);
  expect(answer).toMatchObject({ kind: 'refused', because: 'address-not-public' });
});

test('a name with one private address among public ones is refused, and which one is not told', async () => {
  const client = createHttpClient({ allowHosts: [], resolve: async () => ['93.184.216.34', '10.9.8.7'] });
  const answer = await client.get('https://mixed.test/', accept);
  expect(answer).toMatchObject({ kind: 'refused', because: 'address-not-public' });
  expect(JSON.stringify(answer)).not.toContain('10.9.8.7');
});

test('a name that turns private after the check still reaches only the address that was checked', async () => {
  const tls = selfSigned(['rebind.test']);
  const port = await serve(createSecureServer(tls, (_, response) => response.end('the checked one')));
  await serve(
    createSecureServer(tls, (_, response) => response.end('the private one')),
    '127.0.0.2',
    port,
  );
  // Here 127.0.0.1 plays the public address and 127.0.0.2 the private one.
  const answers = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']];
  const client = createHttpClient({
    allowHosts: [],
    ca: tls.cert,
    isPublic: (address) => address === '127.0.0.1',
    resolve: async () => answers.shift() ?? [],
  });
  const url = `https://rebind.test:${port}/`;
  expect(await client.get(url, accept)).toMatchObject({ kind: 'ok', body: Buffer.from('the checked one') });
  expect(await client.get(url, accept)).toMatchObject({ kind: 'refused', because: 'address-not-public' });
});

test('a certificate for another name, or from nobody we trust, ends the connection', async () => {
  const tls = selfSigned(['other.test']);
  const port = await serve(createSecureServer(tls, (_, response) => response.end()));
  const reach = { allowHosts: [], isPublic: () => true, resolve: async () => ['127.0.0.1'] };
  const wrongName = await createHttpClient({ ...reach, ca: tls.cert }).get(`https://name.test:${port}/`, accept);
  expect(wrongName).toMatchObject({ kind: 'failed', because: 'connection-failed' });
  const untrusted = await createHttpClient(reach).get(`https://other.test:${port}/`, accept);
  expect(untrusted).toMatchObject({ kind: 'failed', because: 'connection-failed' });
});

test('a redirect is followed, relative ones too, and its end is told', async () => {
  const port = await plain((request, response) =>
    request.url === '/end' ? response.end('here') : response.writeHead(302, { location: '/end' }).end('moved'),
  );
  const answer = await clientFor(port).get(`http://allowed.test:${port}/`, accept);
  expect(answer).toMatchObject({ kind: 'ok', body: Buffer.from('here'), url: `http://allowed.test:${port}/end` });
});

test.each([
  ['https://127.0.0.1:9/', 'address-not-public'],
  ['https://internal.test/', 'address-not-public'],
  ['http://example.com/', 'scheme-not-allowed'],
  ['https://u:p@example.com/', 'credentials-in-url'],
  ['http://', 'url-invalid'],
])('a redirect to %s is refused: %s', async (location, because) => {
  const port = await plain((_, response) => response.writeHead(301, { location }).end());
  expect(await clientFor(port).get(`http://allowed.test:${port}/`, accept)).toMatchObject({ kind: 'refused', because });
});

test('a redirect to another port of an allowed host is checked like any other', async () => {
  const other = await plain((_, response) => response.end('private'));
  const port = await plain((_, response) =>
    response.writeHead(301, { location: `https://allowed.test:${other}/` }).end(),
  );
  const answer = await clientFor(port).get(`http://allowed.test:${port}/`, accept);
  expect(answer).toMatchObject({ kind: 'refused', because: 'address-not-public' });
});

test('redirects without end are given up', async () => {
  let requests = 0;
  const port = await plain((_, response) => {
    requests++;
    response.writeHead(302, { location: '/again' }).end();
  });
  const answer = await clientFor(port).get(`http://allowed.test:${port}/`, { ...accept, maxRedirects: 2 });
  expect(answer).toMatchObject({ kind: 'failed', because: 'too-many-redirects' });
  expect(requests).toBe(3);
});

test.each([
  ['never answers', (): void => undefined],
  ['stops in the middle', (_request, response) => void response.writeHead(200).write('part')],
  ['drips a byte at a time', (_request, response) => void setInterval(() => response.write('.'), 20).unref()],
] satisfies [string, RequestListener][])('a server that %s is given up after the total time', async (_name, answer) => {
  const port = await plain(answer);
  const began = performance.now();
  const got = await clientFor(port).get(`http://allowed.test:${port}/`, { ...accept, timeoutMs: 250 });
  expect(got).toMatchObject({ kind: 'failed', because: 'timed-out' });
  expect(performance.now() - began).toBeLessThan(5000);
});

test('a resolver that never answers is given up too, and one that fails says so', async () => {
  const slow = clientFor(1, { resolve: () => new Promise(() => undefined) });
  const answer = await slow.get('https://slow.test/', { ...accept, timeoutMs: 100 });
  expect(answer).toMatchObject({ kind: 'failed', because: 'timed-out' });
  for (const resolve of [() => Promise.reject(new Error('ENOTFOUND')), async () => []]) {
    const nameless = await clientFor(1, { resolve }).get('https://nowhere.test/', accept);
    expect(nameless).toMatchObject({ kind: 'failed', because: 'name-not-found' });
  }
});

test('a body over the limit is refused, declared or not, and one at the limit is not', async () => {
  const port = await plain((request, response) => {
    if (request.url === '/declared') response.setHeader('content-length', 1_000_000_000).write('x');
    else if (request.url === '/exact') response.end(Buffer.alloc(1000));
    else response.write(Buffer.alloc(900), () => response.end(Buffer.alloc(101)));
  });
  const get = (path: string) =>
    clientFor(port).get(`http://allowed.test:${port}${path}`, { ...accept, maxBytes: 1000 });
  expect(await get('/declared')).toMatchObject({ kind: 'failed', because: 'too-large' });
  expect(await get('/chunked')).toMatchObject({ kind: 'failed', because: 'too-large' });
  expect(await get('/exact')).toMatchObject({ kind: 'ok' });
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('a %s body is decompressed, and a bomb is stopped at the limit', async (encoding, compress) => {
  const bomb = compress(Buffer.alloc(50_000_000));
  const port = await plain((request, response) => {
    response.setHeader('content-encoding', encoding);
    response.end(
      request.url === '/bomb' ? bomb : request.url === '/broken' ? 'not compressed' : compress(Buffer.from('{}')),
    );
  });
  const get = (path: string) => clientFor(port).get(`http://allowed.test:${port}${path}`, accept);
  expect(await get('/')).toMatchObject({ kind: 'ok', body: Buffer.from('{}') });
  const before = process.memoryUsage().arrayBuffers;
  expect(await get('/bomb')).toMatchObject({ kind: 'failed', because: 'too-large' });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  expect(await get('/broken')).toMatchObject({ kind: 'failed', because: 'encoding-broken' });
});

test('encodings stacked or unknown are not read', async () => {
  const port = await plain((_, response) => response.setHeader('content-encoding', 'gzip, gzip').end('x'));
  const answer = await clientFor(port).get(`http://allowed.test:${port}/`, accept);
  expect(answer).toMatchObject({ kind: 'failed', because: 'encoding-unknown' });
});

test('a server that hangs up is a failed connection', async () => {
  const port = await plain((request) => void request.socket.destroy());
  const answer = await clientFor(port).get(`http://allowed.test:${port}/`, accept);
  expect(answer).toMatchObject({ kind: 'failed', because: 'connection-failed' });
});
