import { createHash } from 'node:crypto';
import { NotFound } from '#domain/identity/server/api.ts';
import { problemResponse, toProblem } from '#platform/server/problem.ts';
import { signedStatusList } from '#domain/awards/server/api.ts';
import type { RequestHandler } from './$types';

/** A status list as it stands now, exactly as signed. A copy may be kept for a minute, as its `ttl` says. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const list = await signedStatusList(locals.platform, params.id);
  if (!list) {
    return problemResponse(toProblem(new NotFound('status list'), locals.requestId), {
      'access-control-allow-origin': '*',
    });
  }
  const etag = `"${createHash('sha256').update(list.text).digest('base64url')}"`;
  const headers = {
    etag,
    'cache-control': 'public, max-age=60',
    'last-modified': list.signedAt.toUTCString(),
    'access-control-allow-origin': '*',
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(list.text, { headers: { ...headers, 'content-type': 'application/vc+ld+json' } });
};
