import { sveltekitCookies } from 'better-auth/svelte-kit';
import { createAuth, type Asking, type Auth } from '../../src/domain/identity/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';

export interface Browser {
  readonly auth: Auth;
  /** The next request's headers, with the cookies it would send. */
  readonly asking: Asking;
  /** What it keeps, by name. */
  readonly cookies: Map<string, { readonly value: string; readonly attributes: Readonly<Record<string, unknown>> }>;
}

/** A browser as far as signing in can tell: it keeps cookies and comes from somewhere. */
export function aBrowser(platform: Platform, { address = '192.0.2.10', userAgent = 'Test/1.0' } = {}): Browser {
  const cookies: Browser['cookies'] = new Map();
  const event = {
    cookies: {
      set(name: string, value: string, attributes: Record<string, unknown>) {
        if (attributes['maxAge'] === 0) cookies.delete(name);
        else cookies.set(name, { value, attributes });
      },
    },
  };
  // Only the cookies of a request event are used.
  const auth = createAuth(platform, {
    cookies: sveltekitCookies(() => event as ReturnType<Parameters<typeof sveltekitCookies>[0]>),
  });
  return {
    auth,
    cookies,
    get asking() {
      const cookie = [...cookies].map(([name, { value }]) => `${name}=${encodeURIComponent(value)}`).join('; ');
      return { address, headers: new Headers({ 'user-agent': userAgent, ...(cookie === '' ? {} : { cookie }) }) };
    },
  };
}

/** The last message to an address, and the token of the link in it. */
export async function lastMail(
  platform: Platform,
  to: string,
): Promise<{ kind: string; text: string; token: string } | undefined> {
  const row = await platform.db
    .selectFrom('mail_message')
    .select(['kind', 'text_body'])
    .where('to_address', '=', to)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && { kind: row.kind, text: row.text_body, token: /https?:\S+\/([\w.-]{20,})/.exec(row.text_body)?.[1] ?? '' }
  );
}
