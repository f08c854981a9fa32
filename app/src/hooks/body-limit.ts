import { error } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { m } from '#messages';
import { Fault } from '#platform/server/problem.ts';

const kibibyte = 1024;

/**
 * Most bytes of a request's body, by the beginning of the route; the first that fits counts.
 */
const limits: readonly (readonly [route: string, bytes: number])[] = [
  ['/(account)', 64 * kibibyte],
  ['/(public)/theme', 4 * kibibyte],
  ['/(public)/verify', 10 * 1024 * kibibyte],
  ['/api/v1/verifications', 10 * 1024 * kibibyte],
  ['/api/auth', 64 * kibibyte],
  // A video, and the lesson's text around it.
  ['/(studio)/studio/[org]/microcredentials/[slug]/lessons/[lesson]', 52 * 1024 * kibibyte],
  // A course with its pictures and recordings.
  ['/(studio)/studio/[org]/microcredentials/import', 52 * 1024 * kibibyte],
  ['/(studio)/studio/[org]/microcredentials/[slug]/import', 52 * 1024 * kibibyte],
  ['/(studio)', 10 * 1024 * kibibyte],
  ['', 1024 * kibibyte],
];

export const bodyLimit: Handle = ({ event, resolve }) => {
  const length = event.request.headers.get('content-length');
  const most = mostBytes(event.route.id ?? '');
  if (Number(length ?? 0) > most) error(413, { message: m.account_body_too_large(), code: 'body-too-large' });
  if (length === null && event.request.body !== null)
    Object.defineProperty(event, 'request', { value: limited(event.request, most) });
  return resolve(event);
};

/** The same request, whose body fails once more than so many bytes of it were read: sent in chunks, it says no length. */
export function limited(request: Request, most: number): Request {
  let read = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      read += chunk.byteLength;
      if (read > most) throw new Fault('body-too-large', m.account_body_too_large(), { status: 413 });
      controller.enqueue(chunk);
    },
  });
  const body = request.body?.pipeThrough(counting) ?? null;
  // Node wants `duplex` with a stream (Fetch, 5.4); the browser's types, which are in force here, don't know it.
  const init: RequestInit & { readonly duplex: 'half' } = { body, duplex: 'half' };
  return new Request(request, init);
}

export function mostBytes(route: string): number {
  return limits.find(([beginning]) => route.startsWith(beginning))?.[1] ?? 0;
}
