import type { JsonObject } from '../json/json.ts';
import { decideIntegrity } from './decide-integrity.ts';
import type { ProofOutcome } from './decide-integrity.ts';
import { decideIssuerKey } from './decide-key.ts';
import type { FormatProblem } from './format.ts';
import { findIssuerDocument, findListedKey, readKeyInFragment } from './issuer-key.ts';
import type { IssuerDocument, ListedKey } from './issuer-key.ts';
import type { VerifyOptions } from './options.ts';
import type { Proof, ReadProof } from './proofs.ts';
import { readProofs, verifyProof } from './proofs.ts';

/** What the signatures of a document say about it. */
export interface SignatureFindings {
  readonly integrity: FormatProblem;
  readonly issuerKey: FormatProblem;
  /** The proof that the findings rest on: the issuer's own where there is one. */
  readonly proof?: Proof;
}

interface Examined {
  readonly outcome: ProofOutcome;
  readonly proof?: Proof;
  readonly key?: ListedKey | undefined;
}

/**
 * Examines every proof of a document against its issuer's keys.
 *
 * @throws CredentialError term-undefined, canonicalization-too-complex
 */
export async function examineSignature(
  document: JsonObject,
  issuerId: string,
  options: Pick<VerifyOptions, 'documents' | 'contexts'>,
): Promise<SignatureFindings> {
  const proofs = readProofs(document);
  const asksIssuer = proofs.some((read) => read.kind === 'readable' && read.proof.controller === issuerId);
  const issuerDocument: IssuerDocument = asksIssuer
    ? await findIssuerDocument(issuerId, options.documents.loadDidDocument)
    : { kind: 'unavailable' };
  const examined: Examined[] = [];
  for (const read of proofs)
    examined.push(await examineProof(document, read, issuerId, issuerDocument, options.contexts));
  const integrity = decideIntegrity(examined.map(({ outcome }) => outcome));
  const main = examined.find(({ proof }) => proof?.controller === issuerId) ?? examined.find(({ proof }) => proof);
  if (main?.proof === undefined) return { integrity, issuerKey: { code: 'key-unproven', params: {} } };
  const { proof, key } = main;
  const issuerKey = decideIssuerKey({ issuerId, proof, issuerDocument: issuerDocument.kind, key });
  return { integrity, issuerKey, proof };
}

async function examineProof(
  document: JsonObject,
  read: ReadProof,
  issuerId: string,
  issuerDocument: IssuerDocument,
  contexts: VerifyOptions['contexts'],
): Promise<Examined> {
  if (read.kind !== 'readable') return { outcome: read };
  const { proof } = read;
  const ofIssuer = proof.controller === issuerId && issuerDocument.kind === 'found';
  const key = ofIssuer ? findListedKey(issuerDocument.document, proof.verificationMethod) : undefined;
  // VC-DATA-INTEGRITY 4.4: credentials are asserted, whatever else the key may do.
  if (proof.purpose !== 'assertionMethod') return { outcome: { kind: 'wrong-purpose' }, proof, key };
  // Without the issuer's list, a key named in the proof still tells whether something changed, though not who signed.
  const publicKey = key?.publicKey ?? (key === undefined ? readKeyInFragment(proof.verificationMethod) : undefined);
  if (publicKey === undefined) return { outcome: { kind: 'key-unavailable' }, proof, key };
  const verified = await verifyProof(document, proof, publicKey, contexts);
  return { outcome: { kind: verified ? 'verified' : 'broken' }, proof, key };
}
