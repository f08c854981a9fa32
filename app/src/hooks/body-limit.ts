import { error } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { m } from '#messages';

const kibibyte = 1024;

/**
 * Most bytes of a request's body, by the beginning of the route; the first that fits counts. The server itself stops
 * reading at 10 MiB, also where a body doesn't say its length.
 */
const limits: readonly (readonly [route: string, bytes: number])[] = [
  ['/(account)', 64 * kibibyte],
  ['/(public)/theme', 4 * kibibyte],
  ['/(public)/verify', 10 * 1024 * kibibyte],
  ['/api/v1/verifications', 10 * 1024 * kibibyte],
  ['/api/auth', 64 * kibibyte],
  ['/(studio)', 10 * 1024 * kibibyte],
  ['', 1024 * kibibyte],
];

export const bodyLimit: Handle = ({ event, resolve }) => {
  const length = Number(event.request.headers.get('content-length') ?? 0);
  if (length > mostBytes(event.route.id ?? ''))
    error(413, { message: m.account_body_too_large(), code: 'body-too-large' });
  return resolve(event);
};

export function mostBytes(route: string): number {
  return limits.find(([beginning]) => route.startsWith(beginning))?.[1] ?? 0;
}
