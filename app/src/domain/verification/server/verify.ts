import { verifyCredential, type Recipient, type Verification } from '@cairn/credentials';
import type { Platform } from '#platform/server/platform.ts';
import { ownCredential } from '#domain/awards/server/api.ts';
import { ownCredentialIn, type VerificationSource } from '../verification.ts';
import { findSuperseding, identifyIssuer, loadDidDocument, loadStatusList } from './issuer-documents.ts';
import { insertVerification } from './verifications.store.ts';

export interface ToVerify {
  /** The credential as text or bytes, or as JSON already parsed. */
  readonly credential: string | Uint8Array | object;
  readonly source: VerificationSource;
  readonly recipient?: Recipient;
}

/** Checks a credential now, and keeps what was found. Holding the file is enough: anyone may ask. */
export async function verify(platform: Platform, input: ToVerify): Promise<Verification> {
  const at = platform.clock();
  const found = await verifyCredential(input.credential, {
    at,
    documents: {
      loadDidDocument: (did) => loadDidDocument(platform, did),
      loadStatusList: (url) => loadStatusList(platform, url),
    },
    identifyIssuer: (did) => identifyIssuer(platform, did),
    findSuperseding: (id) => findSuperseding(platform, id),
    ...(input.recipient ? { recipient: input.recipient } : {}),
  });
  await insertVerification(platform.db, {
    id: platform.newId(),
    at,
    source: input.source,
    verdict: found.verdict,
    checks: found.checks,
    credentialId: await ownIdOf(platform, found),
  });
  return found;
}

/** The id, when what was checked is one of our own credentials, unchanged: a forger's claim to be one is not counted. */
async function ownIdOf(platform: Platform, { checks, credential }: Verification): Promise<string | null> {
  const integrity = checks.find(({ name }) => name === 'integrity');
  const id = credential?.id === undefined ? undefined : ownCredentialIn(platform.config.origin, credential.id);
  if (integrity?.result !== 'passed' || id === undefined) return null;
  return (await ownCredential(platform, id))?.id ?? null;
}
