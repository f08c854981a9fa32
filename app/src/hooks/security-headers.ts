import type { Handle } from '@sveltejs/kit/hooks';

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // For browsers that don't read frame-ancestors in the content security policy.
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  // The camera reads QR codes on the verify page; passkeys are made and used on our own pages.
  'permissions-policy':
    'camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
};

/**
 * What a page tells the sites that it leads to. Where the address itself opens something, they learn nothing; such
 * pages don't say `no-referrer`, because a form on them would then be sent with `Origin: null` (Fetch, 3.2) and be
 * refused as another site's.
 */
export function referrerPolicy(route: string, isRedirect: boolean): string {
  const opensSomething =
    route.includes('[token]') || route.startsWith('/(public)/credentials/') || route.startsWith('/(public)/outbox');
  if (!opensSomething) return 'strict-origin-when-cross-origin';
  return isRedirect ? 'no-referrer' : 'same-origin';
}

export const securityHeaders: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const { headers } = response;
  for (const [name, value] of Object.entries(always)) if (!headers.has(name)) headers.set(name, value);
  const isRedirect = response.status >= 300 && response.status < 400;
  if (!headers.has('referrer-policy')) headers.set('referrer-policy', referrerPolicy(event.route.id ?? '', isRedirect));
  if (event.url.protocol === 'https:') headers.set('strict-transport-security', 'max-age=31536000');
  // What a person sees is theirs: no shared cache keeps it, and the browser asks again after they signed out.
  if (event.locals.person && !headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
  return response;
};
