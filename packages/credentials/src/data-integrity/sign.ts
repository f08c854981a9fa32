import type { PrivateKey } from '../crypto/node-crypto.ts';
import { CredentialError } from '../errors.ts';
import type { JsonObject } from '../json/json.ts';
import { isObject, isString } from '../json/json.ts';
import type { Contexts } from '../json-ld/contexts.ts';
import { formatDate } from '../open-badges/dates.ts';
import { createProofValue, cryptosuite, hashData } from './eddsa-rdfc-2022.ts';

/** How to sign. */
export interface SignOptions {
  /** A private Ed25519 key of node:crypto, or the 32 bytes of its seed. */
  readonly privateKey: PrivateKey;
  /** The DID URL under which verifiers find the public key: `did:web:example.org#z6Mk…`. */
  readonly verificationMethod: string;
  /** When it is signed; an argument, so that signing is repeatable. Kept to the second. */
  readonly created: Date;
  /** JSON-LD contexts to read beside the bundled ones. Verifiers that lack them cannot check the result. */
  readonly contexts?: Contexts;
}

/** A signed document, and the exact text to keep and to hand out: a reserialised one is another text. */
export interface Signed {
  readonly document: JsonObject;
  readonly text: string;
}

/**
 * Adds a Data Integrity proof, eddsa-rdfc-2022, to a JSON-LD document (VC-DATA-INTEGRITY 4.2).
 *
 * @param unsigned a JSON-LD document without `proof`, whose contexts are all bundled and define every term
 * @throws CredentialError proof-present, key-invalid, date-invalid, context-unknown, term-undefined,
 *   canonicalization-too-complex
 */
export async function signDocument(unsigned: JsonObject, options: SignOptions): Promise<Signed> {
  if (unsigned['proof'] !== undefined) throw new CredentialError('proof-present', 'The document is signed already.');
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite,
    created: formatDate(options.created),
    verificationMethod: options.verificationMethod,
    proofPurpose: 'assertionMethod',
  };
  const hashed = await hashData(unsigned, proof, options.contexts);
  const document = { ...unsigned, proof: { ...proof, proofValue: createProofValue(hashed, options.privateKey) } };
  return { document, text: JSON.stringify(document) };
}

/**
 * Signs a credential. As `signDocument`, and the key must belong to the credential's issuer, or no verifier would
 * accept it.
 *
 * @throws CredentialError also verification-method-of-another-issuer
 */
export async function signCredential(unsigned: JsonObject, options: SignOptions): Promise<Signed> {
  const issuer = isObject(unsigned['issuer']) ? unsigned['issuer']['id'] : unsigned['issuer'];
  const [controller] = options.verificationMethod.split('#');
  if (!isString(issuer) || controller !== issuer) {
    throw new CredentialError(
      'verification-method-of-another-issuer',
      `The key ${options.verificationMethod} is not one of the issuer's.`,
    );
  }
  return signDocument(unsigned, options);
}
