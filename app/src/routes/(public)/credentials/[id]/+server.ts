import { prefersJson } from '#platform/server/accept.ts';
import type { RequestHandler } from './$types';

/** Reached when the caller does not ask for HTML by name: the credential itself where JSON is asked for, else the page. */
export const GET: RequestHandler = ({ request, fetch, url }) => {
  const headers = request.headers.get('cookie') ? { cookie: request.headers.get('cookie') ?? '' } : {};
  if (prefersJson(request)) return fetch(`${url.pathname}.json`, { headers });
  return fetch(url, { headers: { ...headers, accept: 'text/html' } });
};
