import { error } from '@sveltejs/kit';
import { addressed, tooOften, type Asking, type Auth } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { problemResponse } from '#platform/server/problem.ts';
import type { RequestHandler } from './$types';

// What WebAuthn needs while a page is open. Everything else goes through our own pages and use cases.
const offered = new Set([
  'GET passkey/generate-register-options',
  'POST passkey/verify-registration',
  'GET passkey/generate-authenticate-options',
  'POST passkey/verify-authentication',
]);

interface Asked {
  readonly request: Request;
  readonly params: { readonly path: string };
  readonly locals: {
    readonly platform: Platform;
    readonly auth: Auth;
    readonly asking: Asking;
    readonly requestId: string;
  };
}

async function answer({ request, params, locals }: Asked): Promise<Response> {
  if (!offered.has(`${request.method} ${params.path}`))
    error(404, { message: 'There is nothing at this address.', code: 'not-found' });
  const limited = await tooOften(locals.platform, 'passkey', { address: locals.asking.address });
  if (limited) {
    return problemResponse(
      { type: 'about:blank', title: 'Too Many Requests', status: 429, code: 'too-often', requestId: locals.requestId },
      { 'retry-after': String(limited.retryAfterSeconds) },
    );
  }
  return locals.auth.handler(addressed(request, locals.asking));
}

export const GET: RequestHandler = answer;
export const POST: RequestHandler = answer;
