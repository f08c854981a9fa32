import type { JsonObject } from '../json/json.ts';
import type { CheckCode } from './findings.ts';
import type { CredentialSummary } from './summary.ts';

/** The checks, in the order in which they are shown. */
export const checkNames = [
  'format',
  'schema',
  'integrity',
  'issuer-key',
  'issuer-identity',
  'dates',
  'revocation',
  'suspension',
  'superseded',
  'subject',
] as const;

export type CheckName = (typeof checkNames)[number];
export type CheckResult = 'passed' | 'failed' | 'unknown';
export type Verdict = 'valid' | 'invalid' | 'unconfirmed';

/** One named check. `detail` is an English sentence; `code` and `params` say the same for other languages. */
export interface Check {
  readonly name: CheckName;
  readonly result: CheckResult;
  readonly code: CheckCode;
  readonly params: Readonly<Record<string, string>>;
  readonly detail: string;
}

/** The proof that the checks rest on. */
export interface ProofSummary {
  readonly cryptosuite: string;
  readonly verificationMethod: string;
  readonly created?: Date;
}

/** What one check of one credential at one time found. */
export interface Verification {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  /** Absent when the text could not be read as a credential. Claims of the document: read them with the checks. */
  readonly credential?: CredentialSummary;
  /** The document as read, for those who show more than the summary holds. */
  readonly document?: JsonObject;
  readonly proof?: ProofSummary;
}
