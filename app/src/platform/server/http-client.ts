import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Client } from 'undici';
import type { Dispatcher } from 'undici';
import { isPublicAddress } from './public-address.ts';

/** Why a request was never made: the address is one that Cairn does not call. */
export type RefusedBecause = 'url-invalid' | 'scheme-not-allowed' | 'credentials-in-url' | 'address-not-public';
/** Why a request that was allowed brought nothing. */
export type FailedBecause =
  | 'name-not-found'
  | 'connection-failed'
  | 'timed-out'
  | 'too-large'
  | 'too-many-redirects'
  | 'encoding-unknown'
  | 'encoding-broken';

export interface Fetched {
  readonly kind: 'ok';
  /** Whatever the server said, 404 and 500 included. Redirects were followed. */
  readonly status: number;
  /** By lower-case name; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly body: Buffer;
  /** Where the body came from, after redirects. */
  readonly url: string;
}
/** `detail` is an English sentence part for logs and operators; it never holds an address that a name resolved to. */
export type NotFetched =
  | { readonly kind: 'refused'; readonly because: RefusedBecause; readonly detail: string }
  | { readonly kind: 'failed'; readonly because: FailedBecause; readonly detail: string };

export interface GetOptions {
  /** The Accept header, e.g. `application/json`. */
  readonly accept: string;
  /** Most bytes of body, before and after decompression. Default 1 MiB. */
  readonly maxBytes?: number;
  /** For everything together: names, connections, redirects, bodies. Default 5000. */
  readonly timeoutMs?: number;
  /** Default 3. */
  readonly maxRedirects?: number;
}

/** The only way out of Cairn over HTTP. What others name is fetched through it and through nothing else. */
export interface HttpClient {
  get(url: string, options: GetOptions): Promise<Fetched | NotFetched>;
}

export interface HttpClientOptions {
  /** CAIRN_ALLOW_HOSTS: `host` or `host:port` that may be private and may speak plain HTTP. */
  readonly allowHosts: readonly string[];
  readonly userAgent?: string;
  /** Every address of a host name; the system's resolver unless given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Which addresses may be called. Tests, which have no public address, replace it. */
  readonly isPublic?: (address: string) => boolean;
  /** PEM certificates to trust instead of the usual authorities. */
  readonly ca?: string;
}

interface Limits {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** A reason to stop, on its way to becoming a `NotFetched`; it never leaves this file. */
class Stopped extends Error {
  readonly outcome: NotFetched;
  constructor(outcome: NotFetched) {
    super(outcome.detail);
    this.outcome = outcome;
  }
}
const refuse = (because: RefusedBecause, detail: string) => new Stopped({ kind: 'refused', because, detail });
const fail = (because: FailedBecause, detail: string) => new Stopped({ kind: 'failed', because, detail });

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const allowed = new Set(options.allowHosts);
  const resolve = options.resolve ?? systemResolver;
  const isPublic = options.isPublic ?? isPublicAddress;

  /** The addresses that may be dialled for this URL. Resolved once: the connection is made to exactly these. */
  async function checkedAddresses(url: URL, signal: AbortSignal): Promise<readonly string[]> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) ? [host] : await orTimeout(resolve(host), signal).catch(nameNotFound(url));
    if (addresses.length === 0) throw fail('name-not-found', `${url.hostname} has no address`);
    // One private address among public ones is enough to refuse: which of them is dialled would be chance.
    if (!isAllowed(url, allowed) && !addresses.every(isPublic)) {
      throw refuse('address-not-public', `${url.hostname} is not on the public internet`);
    }
    return addresses;
  }

  async function getOnce(url: URL, accept: string, limits: Limits): Promise<Fetched> {
    const addresses = await checkedAddresses(url, limits.signal);
    const client = new Client(url.origin, {
      allowH2: false,
      connect: { lookup: pinnedTo(addresses), ...(options.ca === undefined ? {} : { ca: options.ca }) },
    });
    try {
      const response = await client.request({
        method: 'GET',
        path: `${url.pathname}${url.search}`,
        headers: { accept, 'accept-encoding': 'gzip, deflate, br', 'user-agent': options.userAgent ?? 'Cairn' },
        signal: limits.signal,
      });
      const headers = joined(response.headers);
      const body = isRedirect(response.statusCode) ? Buffer.alloc(0) : await readBody(response.body, headers, limits);
      return { kind: 'ok', status: response.statusCode, headers, body, url: url.href };
    } finally {
      // Aborts whatever is still on its way, such as the body of a redirect.
      await client.destroy();
    }
  }

  return {
    async get(from, { accept, maxBytes = 1_048_576, timeoutMs = 5000, maxRedirects = 3 }) {
      const limits = { maxBytes, signal: AbortSignal.timeout(timeoutMs) };
      try {
        let url = callable(from, undefined, allowed);
        for (let redirects = 0; ; redirects++) {
          const fetched = await getOnce(url, accept, limits);
          const location = isRedirect(fetched.status) ? fetched.headers['location'] : undefined;
          if (location === undefined) return fetched;
          if (redirects >= maxRedirects) throw fail('too-many-redirects', `more than ${maxRedirects} redirects`);
          url = callable(location, url.href, allowed);
        }
      } catch (error) {
        return outcomeOf(error, limits.signal);
      }
    },
  };
}

/** Parses a URL and refuses what is never called, whatever it resolves to. */
function callable(text: string, base: string | undefined, allowed: ReadonlySet<string>): URL {
  if (!URL.canParse(text, base)) throw refuse('url-invalid', 'not an absolute web address');
  const url = new URL(text, base);
  const schemes = isAllowed(url, allowed) ? ['https:', 'http:'] : ['https:'];
  if (!schemes.includes(url.protocol)) throw refuse('scheme-not-allowed', `${url.protocol} instead of https:`);
  if (url.username !== '' || url.password !== '') throw refuse('credentials-in-url', 'a user name or password in it');
  return url;
}

function isAllowed(url: URL, allowed: ReadonlySet<string>): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return allowed.has(url.hostname) || allowed.has(`${url.hostname}:${port}`);
}

async function systemResolver(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** Answers the socket's question for a name with the addresses that were checked, so that DNS is not asked twice. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const pinned = addresses.map((address) => ({ address, family: isIP(address) }));
  const [first] = pinned;
  return (_host, { all }, found) => {
    if (all) found(null, pinned);
    else found(null, first?.address ?? '', first?.family);
  };
}

function nameNotFound(url: URL) {
  return (error: unknown): never => {
    if (error instanceof Stopped) throw error;
    throw fail('name-not-found', `${url.hostname} could not be resolved`);
  };
}

/** A resolver cannot be interrupted, so its answer is no longer waited for. */
function orTimeout<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, failed) => {
    const stop = () => failed(fail('timed-out', 'no answer in time'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(done, failed).finally(() => signal.removeEventListener('abort', stop));
  });
}

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

async function readBody(raw: Readable, headers: Fetched['headers'], limits: Limits): Promise<Buffer> {
  if (Number(headers['content-length'] ?? 0) > limits.maxBytes) throw tooLarge(limits);
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return collect(raw, limits);
  const decoder = decoders[encoding];
  // Encodings applied one over another are how a small answer becomes a huge one; no honest server needs them.
  if (decoder === undefined) throw fail('encoding-unknown', `the body is encoded as ${encoding.slice(0, 40)}`);
  const compressed = await collect(raw, limits);
  try {
    return await collect(Readable.from([compressed]).pipe(decoder()), limits);
  } catch (error) {
    throw error instanceof Stopped ? error : fail('encoding-broken', `the body is not ${encoding}`);
  }
}

/** Reads at most `maxBytes`; a decoder that is stopped early never inflates the rest. */
async function collect(stream: AsyncIterable<string | Buffer>, limits: Limits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limits.maxBytes) throw tooLarge(limits);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const tooLarge = ({ maxBytes }: Limits) => fail('too-large', `more than ${maxBytes} bytes`);

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function outcomeOf(error: unknown, signal: AbortSignal): NotFetched {
  if (error instanceof Stopped) return error.outcome;
  if (signal.aborted) return { kind: 'failed', because: 'timed-out', detail: 'no answer in time' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return { kind: 'failed', because: 'connection-failed', detail: `the connection failed (${code})` };
}
