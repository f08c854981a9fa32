import { Fault } from './problem.ts';

export type EmbeddedPostgresFault =
  'data-dir-in-use' | 'no-binaries' | 'unreachable-folder' | 'other-version' | 'not-created' | 'not-started';

/** The embedded database can't be used. The message says what is wrong and what would be right. */
export class EmbeddedPostgresError extends Fault {
  constructor(code: EmbeddedPostgresFault, message: string, options?: { readonly cause: unknown }) {
    super(code, message, options);
  }
}
