import { Readable } from 'node:stream';
import type { ContentFile } from '#domain/learning/content-file.ts';
import { kindOf } from '#domain/learning/content-kind.ts';
import { contentFile } from '#domain/learning/server/api.ts';
import { byteRange, cutOut } from '#platform/server/byte-range.ts';
import { Fault, problemResponse, toProblem } from '#platform/server/problem.ts';
import type { RequestHandler } from './$types';

/**
 * A file that a lesson shows. It comes from an author, so whatever it is, it runs nothing: opened on its own, an SVG is
 * sandboxed without scripts, and what is neither picture nor recording is saved rather than shown.
 */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
  try {
    const file = await contentFile(locals.platform, locals.actor, { versionId: params.version, path: params.path });
    const etag = `"${file.sha256}"`;
    const headers: Record<string, string> = {
      etag,
      'content-type': servedType(file.mediaType),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'content-disposition': disposition(file),
      'accept-ranges': 'bytes',
      'cross-origin-resource-policy': 'same-origin',
      // The address that lessons use names the content, so that it may be kept for good: by this reader alone.
      'cache-control':
        url.searchParams.get('v') === file.sha256.slice(0, 16)
          ? 'private, max-age=31536000, immutable'
          : 'private, no-cache',
    };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    // A range of what has changed meanwhile would be no part of what the reader has (RFC 9110, 13.1.5).
    const condition = request.headers.get('if-range');
    const asked = condition === null || condition === etag ? request.headers.get('range') : null;
    const range = byteRange(asked, file.bytes);
    if (range === null)
      return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${file.bytes}` } });
    const whole = await locals.platform.files.stream(file.fileKey);
    if (range === undefined)
      return new Response(bodyOf(whole), { headers: { ...headers, 'content-length': String(file.bytes) } });
    const { start, end } = range;
    const part = { 'content-range': `bytes ${start}-${end}/${file.bytes}`, 'content-length': String(end - start + 1) };
    return new Response(bodyOf(cutOut(range, whole)), { status: 206, headers: { ...headers, ...part } });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.status >= 500) throw thrown;
    return problemResponse(toProblem(thrown, locals.requestId));
  }
};

/** Text of any kind, HTML among it, is handed over as text. */
function servedType(mediaType: string): string {
  if (mediaType === 'text/vtt') return 'text/vtt; charset=utf-8';
  return mediaType.startsWith('text/') ? 'text/plain; charset=utf-8' : mediaType;
}

/** Paths within the content hold letters of any script; headers don't (RFC 6266). */
function disposition({ path, mediaType }: ContentFile): string {
  if (kindOf(mediaType) !== 'attachment' && mediaType !== 'image/svg+xml') return 'inline';
  const name = path.split('/').at(-1) ?? 'file';
  return `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

function bodyOf(stream: Readable): ReadableStream {
  // Node's own streams and the browser's types, which are in force here, don't know each other.
  return Readable.toWeb(stream) as unknown as ReadableStream;
}
