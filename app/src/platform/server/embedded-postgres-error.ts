export type EmbeddedPostgresFault =
  | 'data-dir-in-use'
  | 'no-binaries'
  | 'unreachable-folder'
  | 'other-version'
  | 'not-created'
  | 'not-started';

/** The embedded database can't be used. The message says what is wrong and what would be right. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresFault;

  constructor(code: EmbeddedPostgresFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}
