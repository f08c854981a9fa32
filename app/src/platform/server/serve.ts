import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { redactUrl } from './log.ts';
import type { Metrics } from './metrics.ts';
import { Fault } from './problem.ts';

export interface HttpServerOptions {
  readonly config: Pick<Config, 'host' | 'port' | 'tls'>;
  readonly log: Logger;
  /** Answers everything but /healthz, /readyz and /metrics; a process without pages has none. */
  readonly pages: RequestListener | undefined;
  /** Whether requests can be answered properly, asked by /readyz. */
  readonly isReady: () => Promise<boolean>;
  /** What /metrics says. */
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** How long (ms) a stop waits for requests under way. 20 s unless given. */
  readonly patience?: number;
}

export interface HttpServer {
  /** Takes no more requests, finishes those under way, and closes. */
  stop(): Promise<void>;
}

class ServeFault extends Fault {}

/** Request ids that a proxy in front may give: they end up in logs and must not break their lines. */
const PROXY_ID = /^[\w.:-]{8,128}$/;

/**
 * Listens, and answers what operators ask before pages get to see it.
 * @throws {ServeFault} `port-taken`, `port-forbidden` or `address-unknown`, with what to do about it.
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { config, log } = options;
  let stopping = false;

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && PROXY_ID.test(given) ? given : randomUUID();
    request.headers['x-request-id'] = id;
    response.setHeader('x-request-id', id);
    if (stopping) response.setHeader('connection', 'close');
    logWhenDone(log, request, response, id);
    const answer = operatorAnswers.get(pathOf(request));
    if (answer && (request.method === 'GET' || request.method === 'HEAD'))
      void answer(response).catch((err: unknown) => fail(response, err));
    else if (options.pages) options.pages(request, response);
    else say(response, 404, 'This process runs jobs only; pages are served by another one.\n');
  };

  const operatorAnswers = new Map<string, (response: ServerResponse) => Promise<void>>([
    ['/healthz', async (response) => say(response, 200, 'ok\n')],
    [
      '/readyz',
      async (response) => ((await isReady()) ? say(response, 200, 'ready\n') : say(response, 503, 'not ready\n')),
    ],
    ['/metrics', async (response) => say(response, 200, await options.metrics.text(), options.metrics.contentType)],
  ]);

  async function isReady(): Promise<boolean> {
    if (stopping) return false;
    return options.isReady().catch(() => false);
  }

  function fail(response: ServerResponse, err: unknown): void {
    log.error({ err }, 'an operator’s question could not be answered');
    say(response, 500, 'failed\n');
  }

  const server = config.tls
    ? createTlsServer({ cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) }, listener)
    : createServer(listener);
  server.headersTimeout = 20_000;
  server.requestTimeout = 120_000;
  // Longer than the usual minute of proxies, which must be the ones to close idle connections.
  server.keepAliveTimeout = 65_000;
  await listen(server, config);
  return {
    async stop() {
      stopping = true;
      const closed = once(server, 'close');
      server.close();
      // A connection that was busy when the server closed stays open after its answer, waiting for the next request.
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      const cutOff = setTimeout(() => server.closeAllConnections(), options.patience ?? 20_000);
      await closed;
      clearInterval(idle);
      clearTimeout(cutOff);
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '';
}

function say(response: ServerResponse, status: number, text: string, contentType = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, {
    'content-type': contentType,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

function logWhenDone(log: Logger, request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const began = performance.now();
  response.once('close', () => {
    const ms = Math.round(performance.now() - began);
    const path = redactUrl(request.url ?? '');
    const isRoutine = path.startsWith('/_app/') || path === '/healthz' || path === '/readyz' || path === '/metrics';
    const status = response.writableFinished ? response.statusCode : 'aborted';
    log[isRoutine ? 'debug' : 'info']({ requestId, method: request.method, path, status, ms }, 'request');
  });
}

async function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw listenFault(cause, host, port);
  }
}

function listenFault(cause: unknown, host: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE')
    return new ServeFault(
      'port-taken',
      `Port ${port} on ${host} is taken by another program; stop that one, or set PORT to a free port.`,
      { cause },
    );
  if (code === 'EACCES')
    return new ServeFault(
      'port-forbidden',
      `This user may not listen on port ${port}; set PORT to 1024 or higher, and let a proxy serve ${port}.`,
      { cause },
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ServeFault(
      'address-unknown',
      `HOST is ${host}, which is not an address of this machine; set it to 127.0.0.1, to 0.0.0.0 or to one that is.`,
      { cause },
    );
  return cause;
}
