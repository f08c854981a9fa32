import { CredentialError } from '../errors.ts';

/** Characters that a method-specific part may hold as they are (DID Core 3.1, `idchar`). */
const plainSegment = /^[A-Za-z0-9._%-]+$/;

/**
 * The did:web of an address: `https://example.org:8443/issuers/north` is
 * `did:web:example.org%3A8443:issuers:north`. The document stands at the path's `did.json`.
 *
 * @param url absolute, without query or fragment; http is accepted for loopback only in the sense that did:web does
 *   not record it: whoever resolves the identifier will ask over https
 * @throws CredentialError did-url-unsuitable
 */
export function didWebOf(url: URL | string): string {
  const { hostname, port, pathname, search, hash, username } = new URL(url);
  const segments = pathname.split('/').filter((segment) => segment !== '');
  if (search !== '' || hash !== '' || username !== '' || hostname.startsWith('[') || hostname === '') {
    throw new CredentialError('did-url-unsuitable', `No did:web can be made of ${String(url)}.`);
  }
  if (!segments.every((segment) => plainSegment.test(segment))) {
    throw new CredentialError('did-url-unsuitable', `No did:web can be made of ${String(url)}.`);
  }
  return ['did:web', port === '' ? hostname : `${hostname}%3A${port}`, ...segments].join(':');
}

/**
 * Where the document of a did:web stands: `https://example.org:8443/issuers/north/did.json`, or
 * `/.well-known/did.json` when the identifier has no path.
 *
 * @throws CredentialError did-invalid
 */
export function didWebDocumentUrl(did: string): string {
  const [scheme, method, host, ...segments] = did.split(':');
  if (scheme !== 'did' || method !== 'web' || host === undefined) throw invalid(did);
  const readable = /^[A-Za-z0-9.-]+(%3[Aa]\d{1,5})?$/.test(host);
  if (!readable || !segments.every((segment) => plainSegment.test(segment) && !/^\.{1,2}$/.test(segment)))
    throw invalid(did);
  const authority = host.replace(/%3[Aa]/, ':');
  const path = segments.length === 0 ? '.well-known' : segments.join('/');
  const url = URL.parse(`https://${authority}/${path}/did.json`);
  if (url === null) throw invalid(did);
  return url.href;
}

function invalid(did: string): CredentialError {
  return new CredentialError('did-invalid', `${did} is not a did:web.`, { params: { did } });
}
