/** Where a credential that is checked came from. */
export type VerificationSource = 'text' | 'file' | 'url' | 'page' | 'api' | 'command';

/** Largest credential accepted, in bytes. */
export const largestCredential = 1024 * 1024;

/** The tokens or ids in an address of one of this installation's own credential pages; undefined for other addresses. */
export function ownCredentialIn(origin: string, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const match = /^\/credentials\/([A-Za-z0-9_-]{32,36})(?:\.json)?$/.exec(url.pathname);
  return url.origin === origin ? match?.[1] : undefined;
}

/** The id of one of this installation's own status lists. */
export function ownStatusListIn(origin: string, address: string): string | undefined {
  const prefix = `${origin}/status/`;
  return address.startsWith(prefix) ? address.slice(prefix.length) : undefined;
}
