export { CredentialError } from './errors.ts';
export type { CredentialErrorCode } from './errors.ts';
export type { Json, JsonObject } from './json/json.ts';
export type { Contexts } from './json-ld/contexts.ts';

export { generateKeyPair, publicKeyOf } from './crypto/node-crypto.ts';
export type { PrivateKey } from './crypto/node-crypto.ts';
export { decodeMultikey, encodeMultikey } from './did/multikey.ts';
export { didKeyOf, didKeyVerificationMethod, resolveDidKey } from './did/did-key.ts';
export { didWebDocumentUrl, didWebOf } from './did/did-web.ts';
export { buildIssuerDidDocument, verificationMethodOf } from './did/issuer-document.ts';
export type { IssuerKey } from './did/issuer-document.ts';

export { buildAchievementCredential } from './open-badges/build.ts';
export { buildIssuerProfile } from './open-badges/profile.ts';
export { hashIdentity, normalizeEmail } from './open-badges/identity.ts';
export type {
  AchievementCredentialInput,
  AchievementInput,
  AlignmentInput,
  AssuranceInput,
  ConceptInput,
  EvidenceInput,
  ImageInput,
  OrganisationInput,
  OutcomeInput,
  ResultInput,
  SubjectInput,
} from './open-badges/input.ts';

export { signCredential, signDocument } from './data-integrity/sign.ts';
export type { Signed, SignOptions } from './data-integrity/sign.ts';

export {
  createStatusList,
  decodeStatusList,
  encodeStatusList,
  getStatus,
  setStatus,
  shortestStatusList,
  statusListOf,
} from './status-list/bitstring.ts';
export type { StatusList } from './status-list/bitstring.ts';
export { buildStatusEntry, buildStatusListCredential } from './status-list/credential.ts';
export type { StatusEntry, StatusListCredentialInput, StatusPurpose } from './status-list/credential.ts';

export { verifyCredential } from './verify/verify.ts';
export { decideVerdict } from './verify/verdict.ts';
export { checkNames } from './verify/verification.ts';
export type { IssuerIdentity, Loaded, Recipient, Supersession, VerifyOptions } from './verify/options.ts';
export type { Check, CheckName, CheckResult, ProofSummary, Verdict, Verification } from './verify/verification.ts';
export type { CheckCode } from './verify/findings.ts';
export type { ConceptSummary, CredentialSummary } from './verify/summary.ts';
