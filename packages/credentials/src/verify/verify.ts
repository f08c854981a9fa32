import { CredentialError } from '../errors.ts';
import type { JsonObject } from '../json/json.ts';
import { cryptosuite } from '../data-integrity/eddsa-rdfc-2022.ts';
import { decideDates } from './decide-dates.ts';
import { decideStatus, readStatusEntries } from './decide-status.ts';
import { decideSubject } from './decide-subject.ts';
import type { CheckCode } from './findings.ts';
import { finding } from './findings.ts';
import { recogniseForm } from './form.ts';
import type { FormatProblem } from './format.ts';
import { findFormatProblem, readDocument } from './format.ts';
import type { VerifyOptions } from './options.ts';
import { readProofs } from './proofs.ts';
import { checkSchema } from './schema.ts';
import type { SignatureFindings } from './signature.ts';
import { examineSignature } from './signature.ts';
import { lookUpStatus } from './status.ts';
import { issuerIdOf, summarise } from './summary.ts';
import { decideVerdict } from './verdict.ts';
import type { Check, CheckName, Verification } from './verification.ts';
import { checkNames } from './verification.ts';

/**
 * Checks a credential: W3C VC 2.0 with Data Integrity proofs (eddsa-rdfc-2022), issuers did:key and did:web, Bitstring
 * status lists. It never throws for what the document holds, and asks nobody but the loaders in `options`.
 *
 * @param input the credential's exact text, its bytes, or the parsed JSON
 * @returns every named check with its sentence, and the verdict that follows from them
 */
export async function verifyCredential(input: unknown, options: VerifyOptions): Promise<Verification> {
  let document: JsonObject;
  try {
    document = readDocument(input);
  } catch (error) {
    const form = recogniseForm(input);
    return unreadable(form === undefined ? problemOf(error) : { code: 'form-unsupported', params: { form } });
  }
  const problem = findFormatProblem(document, options.contexts);
  if (problem !== undefined) return withoutForm(document, problem);
  try {
    return await examine(document, issuerIdOf(document) ?? '', options);
  } catch (error) {
    return withoutForm(document, problemOf(error));
  }
}

async function examine(document: JsonObject, issuerId: string, options: VerifyOptions): Promise<Verification> {
  const signature = await examineSignature(document, issuerId, options);
  const { validFrom, validUntil } = document;
  const found: Record<CheckName, FormatProblem> = {
    format: { code: 'format-sound', params: {} },
    schema: await checkSchema(document),
    integrity: signature.integrity,
    'issuer-key': signature.issuerKey,
    'issuer-identity': await checkIdentity(issuerId, signature, options),
    dates: decideDates({ validFrom, validUntil, proofExpires: signature.proof?.expires }, options.at),
    ...(await checkStatus(document, issuerId, options)),
    superseded: await checkSuperseded(document, options),
    subject: decideSubject(document, options.recipient),
  };
  const checks = checkNames.map((name) => finding(name, found[name].code, found[name].params));
  return {
    verdict: decideVerdict(checks),
    checks,
    credential: summarise(document),
    document,
    ...proofSummary(signature),
  };
}

/** A name is worth something only when the signature holds, and the key is the issuer's. */
async function checkIdentity(
  issuerId: string,
  signature: SignatureFindings,
  options: VerifyOptions,
): Promise<FormatProblem> {
  if (finding('integrity', signature.integrity.code).result !== 'passed')
    return { code: 'issuer-unproven', params: {} };
  const unknown: FormatProblem = { code: 'issuer-unknown', params: {} };
  if (finding('issuer-key', signature.issuerKey.code).result !== 'passed') return unknown;
  const identity = await options.identifyIssuer?.(issuerId);
  if (identity?.kind !== 'known') return unknown;
  return { code: 'issuer-known', params: { name: identity.name, confirmedBy: identity.confirmedBy } };
}

async function checkStatus(
  document: JsonObject,
  issuerId: string,
  options: VerifyOptions,
): Promise<Record<'revocation' | 'suspension', FormatProblem>> {
  const entries = readStatusEntries(document);
  // Each list costs a request: a credential has two, and no honest one has more than a few.
  if (entries.length > 8) {
    const malformed: FormatProblem = { code: 'status-entry-malformed', params: {} };
    return { revocation: malformed, suspension: malformed };
  }
  const looked = await Promise.all(
    entries.map(async (entry) => {
      const asked = entry.kind === 'entry' && (entry.purpose === 'revocation' || entry.purpose === 'suspension');
      return { entry, outcome: asked ? await lookUpStatus(entry, issuerId, options) : undefined };
    }),
  );
  return { revocation: decideStatus('revocation', looked), suspension: decideStatus('suspension', looked) };
}

async function checkSuperseded(document: JsonObject, options: VerifyOptions): Promise<FormatProblem> {
  const { id } = document;
  const found = typeof id === 'string' ? await options.findSuperseding?.(id) : undefined;
  if (found?.kind === 'superseded') return { code: 'superseded-by', params: { by: found.by } };
  return { code: found?.kind === 'newest' ? 'newest' : 'supersession-unknown', params: {} };
}

function proofSummary({ proof }: SignatureFindings): Pick<Verification, 'proof'> {
  if (proof === undefined) return {};
  const { verificationMethod, created } = proof;
  return { proof: { cryptosuite, verificationMethod, ...(created === undefined ? {} : { created }) } };
}

/** A document that is JSON, yet not a credential that we can check: a missing signature is still worth saying. */
function withoutForm(document: JsonObject, problem: FormatProblem): Verification {
  const unsigned = readProofs(document).length === 0;
  const { checks, verdict } = unreadable(problem, unsigned ? { integrity: 'proof-missing' } : {});
  return { verdict, checks, credential: summarise(document), document };
}

function unreadable(
  problem: FormatProblem,
  others: Partial<Record<CheckName, CheckCode>> = {},
): Pick<Verification, 'verdict' | 'checks'> {
  const checks: readonly Check[] = checkNames.map((name) =>
    name === 'format' ? finding(name, problem.code, problem.params) : finding(name, others[name] ?? 'not-checked'),
  );
  return { verdict: decideVerdict(checks), checks };
}

/** The finding for a fault in reading; anything that is no such fault is thrown on. */
function problemOf(error: unknown): FormatProblem {
  if (!(error instanceof CredentialError)) throw error;
  switch (error.code) {
    case 'canonicalization-too-complex':
    case 'context-embedded':
    case 'context-unknown':
    case 'duplicate-key':
    case 'forbidden-key':
    case 'ill-formed-text':
    case 'not-json':
    case 'not-an-object':
    case 'number-out-of-range':
    case 'term-undefined':
    case 'too-deep':
    case 'too-large':
      return { code: error.code, params: error.params };
    default:
      throw error;
  }
}
