import { didWebDocumentUrl, type IssuerIdentity, type Loaded, type Supersession } from '@cairn/credentials';
import type { Platform } from '#platform/server/platform.ts';
import { didDocumentOf, issuerByDid } from '#domain/organisations/server/api.ts';
import { ownCredential, signedStatusList } from '#domain/awards/server/api.ts';
import { m } from '#messages';
import { ownCredentialIn, ownStatusListIn } from '../verification.ts';

const jsonTypes = 'application/did+json, application/vc+ld+json, application/ld+json, application/json';

/** A did:web document: this installation's own from its database, others through the guarded client. */
export async function loadDidDocument(platform: Platform, did: string): Promise<Loaded<unknown>> {
  const own = await issuerByDid(platform, did);
  if (own) return { kind: 'loaded', value: didDocumentOf(platform, own) };
  return fetchText(platform, didWebDocumentUrl(did));
}

/** A status list: this installation's own as it stands in its database this moment, others through the guarded client. */
export async function loadStatusList(platform: Platform, url: string): Promise<Loaded<unknown>> {
  const ownId = ownStatusListIn(platform.config.origin, url);
  if (ownId === undefined) return fetchText(platform, url);
  const list = await signedStatusList(platform, ownId);
  return list ? { kind: 'loaded', value: list.text } : { kind: 'unavailable', because: 'no such list here' };
}

/** Who an issuer is, as far as this installation's operator has confirmed it. Names in credentials prove nothing. */
export async function identifyIssuer(platform: Platform, did: string): Promise<IssuerIdentity> {
  const issuer = await issuerByDid(platform, did);
  const [confirmation] = issuer?.confirmations ?? [];
  if (!issuer || !confirmation) return { kind: 'unknown' };
  return { kind: 'known', name: issuer.organisation.name, confirmedBy: m.verification_confirmed_by(confirmation) };
}

export async function findSuperseding(platform: Platform, credentialUrl: string): Promise<Supersession> {
  const id = ownCredentialIn(platform.config.origin, credentialUrl);
  const credential = id === undefined ? undefined : await ownCredential(platform, id);
  if (!credential) return { kind: 'unknown' };
  if (credential.supersededBy === null) return { kind: 'newest' };
  return { kind: 'superseded', by: `${platform.config.origin}/credentials/${credential.supersededBy}` };
}

async function fetchText(platform: Platform, url: string): Promise<Loaded<unknown>> {
  const fetched = await platform.http.get(url, { accept: jsonTypes });
  if (fetched.kind !== 'ok') return { kind: 'unavailable', because: fetched.detail };
  if (fetched.status !== 200) return { kind: 'unavailable', because: `the server answered ${fetched.status}` };
  return { kind: 'loaded', value: fetched.body };
}
