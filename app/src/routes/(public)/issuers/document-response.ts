import { createHash } from 'node:crypto';

/**
 * A public JSON document that anybody's software may read from anywhere. It may be kept for a minute, then asked for
 * again by its ETag: a new key must not stay unknown for long.
 */
export function documentResponse(request: Request, document: Readonly<Record<string, unknown>>): Response {
  const body = JSON.stringify(document, null, 2);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    etag,
    'cache-control': 'public, max-age=60, must-revalidate',
    'access-control-allow-origin': '*',
    vary: 'Accept',
  };
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
}

/** The answer for a slug that names no public issuer: it says no more than that. */
export function noSuchIssuer(): Response {
  const body = JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404, code: 'not-found' });
  const headers = {
    'content-type': 'application/problem+json',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
  };
  return new Response(body, { status: 404, headers });
}
