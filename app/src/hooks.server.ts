import { sequence, type Handle, type HandleServerError } from '@sveltejs/kit/hooks';
import { getRequestEvent } from '$app/server';
import { sveltekitCookies } from 'better-auth/svelte-kit';
import { createAuth, type Auth } from '#domain/identity/server/api.ts';
import { readingFromCookie } from '#domain/learning/reading.ts';
import { paraglideMiddleware } from '#paraglide/server.js';
import { getPlatform } from '#platform/server/current-platform.ts';
import { requestLog } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import { toProblem } from '#platform/server/problem.ts';
import { documentHandle } from '#ui/document.ts';
import { bodyLimit } from './hooks/body-limit.ts';
import { readingSettings } from './hooks/reading-settings.ts';
import { readableRequest } from './hooks/readable-request.ts';
import { securityHeaders } from './hooks/security-headers.ts';
import { whoAsks } from './hooks/who-asks.ts';

const auths = new WeakMap<Platform, Auth>();

function authFor(platform: Platform): Auth {
  const known = auths.get(platform);
  if (known) return known;
  const auth = createAuth(platform, { cookies: sveltekitCookies(getRequestEvent) });
  auths.set(platform, auth);
  return auth;
}

/** Gives the request what every page needs, and counts how long its answer took. */
const prepare: Handle = async ({ event, resolve }) => {
  const began = performance.now();
  const platform = getPlatform();
  const { locals, request } = event;
  locals.platform = platform;
  locals.auth = authFor(platform);
  // Our own server has made sure of it; without that server (a test, a preview) one is made here.
  locals.requestId = request.headers.get('x-request-id') ?? platform.newId();
  locals.asking = { headers: request.headers, address: event.getClientAddress() };
  locals.actor = { kind: 'visitor' };
  locals.person = null;
  locals.signIn = null;
  locals.reading = readingFromCookie(undefined);
  const response = await resolve(event);
  const seconds = (performance.now() - began) / 1000;
  platform.metrics.observeRequest({ method: request.method, route: event.route.id, status: response.status, seconds });
  return response;
};

/** The reader's language, for every message of this request. */
const language: Handle = ({ event, resolve }) => paraglideMiddleware(event.request, () => resolve(event));

export const handle = sequence(
  prepare,
  securityHeaders,
  bodyLimit,
  readableRequest,
  whoAsks,
  readingSettings,
  language,
  documentHandle,
);

/** What the error page may say. Faults of ours are logged with their cause; their words stay in the log. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const requestId = event.locals.requestId ?? event.request.headers.get('x-request-id') ?? '';
  if (kind !== 'unknown') return { requestId };
  const problem = toProblem(error, requestId);
  if (problem.status >= 500) {
    const log = requestLog(getPlatform().log, requestId);
    log.error({ err: error, method: event.request.method, route: event.route.id }, 'a page failed');
  }
  return { status: problem.status, message: problem.detail ?? problem.title, code: problem.code, requestId };
};
