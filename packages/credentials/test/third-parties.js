/** Verifiers by others, behind a typed door (third-parties.d.ts): none of them has types of its own that fit. */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { verifyCredential } from '@digitalcredentials/verifier-core';

export async function verifyByDigitalBazaar(credential, load, at) {
  const documentLoader = async (url) => ({ contextUrl: null, documentUrl: url, document: load(url) });
  const result = await vc.verifyCredential({
    credential: structuredClone(credential),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader,
    // It brings no reader of status lists; here it is asked for the signature and the dates.
    checkStatus: async () => ({ verified: true }),
    now: at,
  });
  return { verified: result.verified, error: result.error?.errors?.[0]?.message ?? result.error?.message };
}

export async function issueByDigitalBazaar(credential, load, { seed, id, controller, date }) {
  const documentLoader = async (url) => ({ contextUrl: null, documentUrl: url, document: load(url) });
  const key = await Ed25519Multikey.generate({ id, controller, seed });
  const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite, date });
  return vc.issue({ credential: structuredClone(credential), suite, documentLoader });
}

export async function verifyByVerifierCore(credential) {
  const result = await verifyCredential({ credential: structuredClone(credential), knownDIDRegistries: [] });
  const step = (id) => result.log?.find((entry) => entry.id === id);
  const schemas = result.additionalInformation?.find((entry) => entry.id === 'schema_check')?.results;
  return {
    errors: (result.errors ?? []).map((error) => error.name ?? error.message),
    signature: step('valid_signature')?.valid === true,
    expiration: step('expiration')?.valid,
    revocation: step('revocation_status')?.valid,
    suspension: step('suspension_status')?.valid,
    schema: Array.isArray(schemas) && schemas.length > 0 && schemas.every((entry) => entry.result.valid),
  };
}
