/** Every way in which building, signing or reading can fail. Codes are stable; callers may compare them. */
export type CredentialErrorCode =
  | 'base58-invalid'
  | 'base64url-invalid'
  | 'canonicalization-too-complex'
  | 'context-embedded'
  | 'context-missing'
  | 'context-unknown'
  | 'date-invalid'
  | 'did-invalid'
  | 'did-url-unsuitable'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'id-repeated'
  | 'ill-formed-text'
  | 'key-invalid'
  | 'not-json'
  | 'not-an-object'
  | 'number-out-of-range'
  | 'proof-malformed'
  | 'proof-present'
  | 'status-index-out-of-range'
  | 'status-list-malformed'
  | 'status-list-too-large'
  | 'status-list-too-short'
  | 'term-undefined'
  | 'too-deep'
  | 'too-large'
  | 'verification-method-of-another-issuer';

/**
 * A fault with a stable `code`. `params` holds the values that its message names, so that a reader's own language
 * can say the same.
 */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly code: CredentialErrorCode;
  readonly params: Readonly<Record<string, string>>;

  constructor(
    code: CredentialErrorCode,
    message: string,
    options: { cause?: unknown; params?: Readonly<Record<string, string>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.params = options.params ?? {};
  }
}
