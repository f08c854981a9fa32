import type { Contexts } from '../json-ld/contexts.ts';

/** What a loader found, or why it found nothing. `because` is a word for logs; readers get our own sentence. */
export type Loaded<Value> =
  { readonly kind: 'loaded'; readonly value: Value } | { readonly kind: 'unavailable'; readonly because: string };

/** Who an issuer is, by somebody who confirmed it. A name in the credential itself proves nothing. */
export type IssuerIdentity =
  | {
      readonly kind: 'known';
      readonly name: string;
      /** How it was confirmed, to finish the sentence "We know this because …". */
      readonly confirmedBy: string;
    }
  | { readonly kind: 'unknown' };

/** Whether a newer credential stands in for this one. */
export type Supersession =
  { readonly kind: 'newest' } | { readonly kind: 'superseded'; readonly by: string } | { readonly kind: 'unknown' };

/** Who is said to hold the credential; the `subject` check compares. */
export interface Recipient {
  readonly email?: string;
  readonly did?: string;
}

/** What a verification needs from outside. This library itself reads nothing: no network, no clock, no database. */
export interface VerifyOptions {
  /** The moment the question is about: usually now. */
  readonly at: Date;
  readonly documents: {
    /** The DID document of a did:web, as text, bytes or parsed JSON. did:key never asks. */
    readonly loadDidDocument: (did: string) => Promise<Loaded<unknown>>;
    /** A status list credential, as text, bytes or parsed JSON. */
    readonly loadStatusList: (url: string) => Promise<Loaded<unknown>>;
  };
  readonly identifyIssuer?: (issuerId: string) => Promise<IssuerIdentity>;
  readonly findSuperseding?: (credentialId: string) => Promise<Supersession>;
  readonly recipient?: Recipient;
  /** JSON-LD contexts to read beside the bundled ones. */
  readonly contexts?: Contexts;
}
