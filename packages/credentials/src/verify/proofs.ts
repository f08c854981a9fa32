import { cryptosuite, hashData, isProofValue, verifyProofValue } from '../data-integrity/eddsa-rdfc-2022.ts';
import type { Json, JsonObject } from '../json/json.ts';
import { asList, isObject, isString } from '../json/json.ts';
import type { Contexts } from '../json-ld/contexts.ts';
import { readDate } from '../open-badges/dates.ts';

/** A proof that this library can check, well formed. */
export interface Proof {
  readonly options: JsonObject;
  readonly proofValue: string;
  readonly verificationMethod: string;
  /** The identifier before the `#` of the verification method. */
  readonly controller: string;
  readonly purpose: string;
  readonly created?: Date;
  readonly expires?: Date;
}

/** A proof as it stands in the document. */
export type ReadProof =
  | { readonly kind: 'readable'; readonly proof: Proof }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'chained' }
  | { readonly kind: 'unsupported'; readonly cryptosuite: string };

/** The proofs of a document, at most 8. More are malformed: each costs work. */
export function readProofs(document: JsonObject): readonly ReadProof[] {
  const proofs = asList(document['proof']);
  return proofs.length > 8 ? [{ kind: 'malformed' }] : proofs.map(readProof);
}

function readProof(value: Json): ReadProof {
  if (!isObject(value)) return { kind: 'malformed' };
  const { proofValue, ...options } = value;
  const { type, verificationMethod, proofPurpose, created, expires } = options;
  if (type !== 'DataIntegrityProof' || options['cryptosuite'] !== cryptosuite) {
    const named = type === 'DataIntegrityProof' ? options['cryptosuite'] : type;
    return isString(named) ? { kind: 'unsupported', cryptosuite: named } : { kind: 'malformed' };
  }
  if (options['previousProof'] !== undefined) return { kind: 'chained' };
  if (!isProofValue(proofValue) || !isString(verificationMethod) || !isString(proofPurpose))
    return { kind: 'malformed' };
  // VC-DATA-INTEGRITY 4.4: dates that stand there must be dates.
  const createdAt = readDate(created);
  const expiresAt = readDate(expires);
  if ((created !== undefined && !createdAt) || (expires !== undefined && !expiresAt)) return { kind: 'malformed' };
  const [controller = ''] = verificationMethod.split('#');
  return {
    kind: 'readable',
    proof: {
      options,
      proofValue,
      verificationMethod,
      controller,
      purpose: proofPurpose,
      ...(createdAt === undefined ? {} : { created: createdAt }),
      ...(expiresAt === undefined ? {} : { expires: expiresAt }),
    },
  };
}

/**
 * Whether the proof is a signature of the document by the key (VC-DI-EDDSA 3.2.2).
 *
 * @throws CredentialError term-undefined, canonicalization-too-complex
 */
export async function verifyProof(
  document: JsonObject,
  proof: Proof,
  publicKey: Uint8Array,
  contexts?: Contexts,
): Promise<boolean> {
  const { proof: _, ...unsecured } = document;
  // Its own @context, when it has one, is the document's, or what was signed is another thing (VC-DI-EDDSA 3.2.2 step 4).
  const { '@context': stated, ...options } = proof.options;
  if (stated !== undefined && JSON.stringify(stated) !== JSON.stringify(unsecured['@context'])) return false;
  return verifyProofValue(await hashData(unsecured, options, contexts), proof.proofValue, publicKey);
}
