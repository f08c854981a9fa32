import { existsSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { Fault } from './problem.ts';

const HANDLER = join(import.meta.dirname, '../../../build/handler.js');

// What a request says of its own host is never believed: these two say what ORIGIN is, and are overwritten each time.
const PROTOCOL_HEADER = 'x-cairn-protocol';
const HOST_HEADER = 'x-cairn-host';

/**
 * Mail programs post here for whoever clicks to unsubscribe (RFC 8058), and say no Origin. Browsers always say theirs
 * when they post, so another site's form is still refused.
 */
const ONE_CLICK = /^\/unsubscribe\//;

/** Largest body that any page takes; each page that takes less says so itself. */
const BODY_SIZE_LIMIT = '52M';

class PagesFault extends Fault {}

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => unknown;

/** The built pages. They ask for the platform when they are loaded: see `setPlatform`. */
export async function loadPages(
  config: Pick<Config, 'origin'>,
  log: Logger,
  handlerFile = HANDLER,
): Promise<RequestListener> {
  // Read once, when the built handler is imported.
  Object.assign(process.env, { PROTOCOL_HEADER, HOST_HEADER, BODY_SIZE_LIMIT });
  delete process.env['PORT_HEADER'];
  const handle = await importHandler(handlerFile);
  const { origin, protocol, host } = new URL(config.origin);

  return (request, response) => {
    request.headers[PROTOCOL_HEADER] = protocol.replace(':', '');
    request.headers[HOST_HEADER] = host;
    if (request.method === 'POST' && ONE_CLICK.test(request.url ?? '')) request.headers.origin ??= origin;
    void answer(request, response);
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await handle(request, response, () => end(response, 404));
    } catch (err) {
      log.error({ err, requestId: request.headers['x-request-id'] }, 'a request could not be answered');
      end(response, 500);
    }
  }
}

function end(response: ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status).end();
}

async function importHandler(file: string): Promise<Handler> {
  const module: unknown = existsSync(file) ? await import(/* @vite-ignore */ pathToFileURL(file).href) : undefined;
  if (hasHandler(module)) return module.handler;
  throw new PagesFault(
    'pages-not-built',
    `The pages are not built (${file}); start Cairn with \`npm start\`, which builds them.`,
  );
}

function hasHandler(module: unknown): module is { readonly handler: Handler } {
  return typeof module === 'object' && module !== null && 'handler' in module && typeof module.handler === 'function';
}
