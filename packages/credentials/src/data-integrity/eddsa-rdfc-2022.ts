/** The eddsa-rdfc-2022 cryptosuite: https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022 */
import type { PrivateKey } from '../crypto/node-crypto.ts';
import { sha256, signEd25519, verifyEd25519 } from '../crypto/node-crypto.ts';
import type { JsonObject } from '../json/json.ts';
import { compact } from '../json/json.ts';
import { canonizeDocument } from '../json-ld/canonize.ts';
import type { Contexts } from '../json-ld/contexts.ts';
import { decodeBase58, encodeBase58 } from '../multibase/base58.ts';

export const cryptosuite = 'eddsa-rdfc-2022';

/**
 * What is signed: the hash of the canonical proof options, then that of the canonical document (VC-DI-EDDSA 3.2.4).
 * 64 bytes.
 *
 * @param unsecured the document without its proof
 * @param options the proof without its `proofValue`
 */
export async function hashData(unsecured: JsonObject, options: JsonObject, contexts?: Contexts): Promise<Uint8Array> {
  // VC-DI-EDDSA 3.2.5: the proof is read in the document's own vocabulary.
  const configuration = compact({ '@context': unsecured['@context'], ...options });
  return joinHashes(await canonizeDocument(configuration, contexts), await canonizeDocument(unsecured, contexts));
}

/** VC-DI-EDDSA 3.2.4 step 3: proof first, then document. */
export function joinHashes(canonicalProof: string, canonicalDocument: string): Uint8Array {
  return Uint8Array.from([...sha256(canonicalProof), ...sha256(canonicalDocument)]);
}

/** The `proofValue` of hashed data: a base58btc Multibase signature. */
export function createProofValue(hashed: Uint8Array, privateKey: PrivateKey): string {
  return `z${encodeBase58(signEd25519(hashed, privateKey))}`;
}

/** Whether a `proofValue` could be one of this suite: 64 bytes in base58btc. */
export function isProofValue(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^z[1-9A-HJ-NP-Za-km-z]{64,90}$/.test(value) &&
    decodeBase58(value.slice(1)).length === 64
  );
}

/** Whether the proof value is the signature of the hashed data by the raw public key. */
export function verifyProofValue(hashed: Uint8Array, proofValue: string, publicKey: Uint8Array): boolean {
  return verifyEd25519(hashed, decodeBase58(proofValue.slice(1)), publicKey);
}
