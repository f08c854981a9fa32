import type { JsonObject } from '../json/json.ts';

/** Quads as the libraries hand them to each other; we only count them. */
export type Dataset = readonly object[];

export interface RemoteDocument {
  readonly contextUrl: null;
  readonly documentUrl: string;
  readonly document: JsonObject;
  /** Tells the library that it may keep the processed context for ever. */
  readonly tag?: 'static';
}

export function toRdf(
  document: JsonObject,
  options: {
    readonly base: null;
    readonly documentLoader: (url: string) => Promise<RemoteDocument>;
    /** Throw, instead of dropping what has no meaning in RDF. */
    readonly safe: true;
    readonly produceGeneralizedRdf: false;
  },
): Promise<Dataset>;

export function canonize(
  dataset: Dataset,
  options: {
    readonly algorithm: 'RDFC-1.0';
    readonly format: 'application/n-quads';
    readonly maxWorkFactor: number;
    readonly signal: AbortSignal;
  },
): Promise<string>;
