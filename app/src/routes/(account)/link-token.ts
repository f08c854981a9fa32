import { redirect, type Cookies } from '@sveltejs/kit';

/** The links that open something: by mail, or printed by a command. */
export type LinkKind = 'confirm-email' | 'reset-password' | 'magic-link' | 'operator';

const minutes = 30;

/**
 * Takes the token out of the address at once: it waits in a cookie for the page that asks for one more click. So it
 * is in no history, no referrer and no picture of the screen, and programs that merely open links use nothing up.
 */
export function keepLinkToken(
  event: { cookies: Cookies; url: URL; params: { token: string } },
  kind: LinkKind,
  page: string,
): never {
  const isSecure = event.url.protocol === 'https:';
  event.cookies.set(cookieName(kind, event.url), event.params.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    maxAge: minutes * 60,
  });
  redirect(303, page + event.url.search);
}

export function linkToken(event: { cookies: Cookies; url: URL }, kind: LinkKind): string {
  return event.cookies.get(cookieName(kind, event.url)) ?? '';
}

export function dropLinkToken(event: { cookies: Cookies; url: URL }, kind: LinkKind): void {
  event.cookies.delete(cookieName(kind, event.url), {
    path: '/',
    httpOnly: true,
    secure: event.url.protocol === 'https:',
  });
}

function cookieName(kind: LinkKind, url: URL): string {
  return `${url.protocol === 'https:' ? '__Host-' : ''}cairn_link_${kind}`;
}
