import { isAPIError } from 'better-auth/api';
import { addressHeader } from './auth.ts';

/** What the web side knows of a request: its headers, cookies among them, and the address it came from. */
export interface Asking {
  readonly headers: Headers;
  readonly address: string;
}

/** The headers to hand to better-auth, with the address as our own server saw it. */
export function authHeaders({ headers, address }: Asking): Headers {
  const copy = new Headers(headers);
  copy.set(addressHeader, address);
  return copy;
}

/** The same request as better-auth's own handler takes it. */
export function addressed(request: Request, asking: Asking): Request {
  return new Request(request, { headers: authHeaders(asking) });
}

/**
 * The refusal that an error of better-auth stands for, by its code (or, for its redirects, `redirect`). Anything
 * that `known` does not name is a fault and thrown on.
 */
export function refusalFor<Because>(error: unknown, known: Readonly<Record<string, Because>>): Because {
  if (isAPIError(error)) {
    const code = error.statusCode === 302 ? 'redirect' : error.body?.code;
    const because = code === undefined ? undefined : known[code];
    if (because !== undefined) return because;
  }
  throw error;
}
