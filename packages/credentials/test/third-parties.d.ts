import type { JsonObject } from '../src/index.ts';

/** Finds a document by URL or did, or throws. */
type Load = (url: string) => JsonObject;

export function verifyByDigitalBazaar(
  credential: JsonObject,
  load: Load,
  at: Date,
): Promise<{ readonly verified: boolean; readonly error: string | undefined }>;

export function issueByDigitalBazaar(
  credential: JsonObject,
  load: Load,
  key: { readonly seed: Uint8Array; readonly id: string; readonly controller: string; readonly date: Date },
): Promise<JsonObject>;

/** It loads by `fetch`; the caller puts a stub in its place. */
export function verifyByVerifierCore(credential: JsonObject): Promise<{
  readonly errors: readonly string[];
  readonly signature: boolean;
  readonly expiration: boolean | undefined;
  /** Whether the list says nothing against it; `undefined` when there was no list to ask. */
  readonly revocation: boolean | undefined;
  readonly suspension: boolean | undefined;
  readonly schema: boolean;
}>;
