import { contentFile } from '#domain/learning/server/api.ts';
import { Fault, problemResponse, toProblem } from '#platform/server/problem.ts';
import type { RequestHandler } from './$types';

/**
 * A file that a lesson shows. It comes from an author, so whatever it is, it runs nothing: opened on its own, an SVG is
 * sandboxed without scripts, and what is no picture is saved rather than shown.
 */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
  try {
    const file = await contentFile(locals.platform, locals.actor, { versionId: params.version, path: params.path });
    const etag = `"${file.sha256}"`;
    const headers: Record<string, string> = {
      etag,
      'content-type': file.mediaType.startsWith('text/') ? 'text/plain; charset=utf-8' : file.mediaType,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'content-disposition': file.mediaType.startsWith('image/') ? 'inline' : 'attachment; filename="LICENSE.txt"',
      'cross-origin-resource-policy': 'same-origin',
      // The address that lessons use names the content, so that it may be kept for good: by this reader alone.
      'cache-control':
        url.searchParams.get('v') === file.sha256.slice(0, 16)
          ? 'private, max-age=31536000, immutable'
          : 'private, no-cache',
    };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const bytes = await locals.platform.files.get(file.fileKey);
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-length': String(bytes.byteLength) } });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.status >= 500) throw thrown;
    return problemResponse(toProblem(thrown, locals.requestId));
  }
};
