import type { Verification } from '@cairn/credentials';
import type { Platform } from '#platform/server/platform.ts';
import { visitor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { credentialToShow } from '#domain/awards/server/api.ts';
import { ownCredentialIn, type VerificationSource } from '../verification.ts';
import { verify } from './verify.ts';

export type UrlVerified =
  | { readonly kind: 'verified'; readonly verification: Verification }
  | { readonly kind: 'refused'; readonly because: 'url-invalid' | 'not-reachable' | 'nothing-there' | 'being-signed' };

/** Checks the credential behind an address: a share link of this installation, or a JSON document elsewhere. */
export async function verifyUrl(
  platform: Platform,
  input: { readonly url: string; readonly source: VerificationSource },
): Promise<UrlVerified> {
  const text = await readCredential(platform, input.url.trim());
  if ('because' in text) return { kind: 'refused', because: text.because };
  return {
    kind: 'verified',
    verification: await verify(platform, { credential: text.credential, source: input.source }),
  };
}

type Read =
  | { readonly credential: string | Uint8Array }
  | { readonly because: 'url-invalid' | 'not-reachable' | 'nothing-there' | 'being-signed' };

async function readCredential(platform: Platform, url: string): Promise<Read> {
  const own = ownCredentialIn(platform.config.origin, url);
  if (own !== undefined) return readOwn(platform, own);

  const accept = 'application/vc+ld+json, application/ld+json, application/json';
  const fetched = await platform.http.get(url, { accept });
  if (fetched.kind === 'refused')
    return { because: fetched.because === 'url-invalid' ? 'url-invalid' : 'not-reachable' };
  if (fetched.kind === 'failed') return { because: 'not-reachable' };
  return fetched.status === 200 ? { credential: fetched.body } : { because: 'nothing-there' };
}

async function readOwn(platform: Platform, idOrToken: string): Promise<Read> {
  try {
    const { credential } = await credentialToShow(platform, visitor, idOrToken);
    return credential.signedText === null ? { because: 'being-signed' } : { credential: credential.signedText };
  } catch (error) {
    if (error instanceof NotFound) return { because: 'nothing-there' };
    throw error;
  }
}
