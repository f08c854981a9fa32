import { CredentialError } from '../errors.ts';
import type { JsonObject } from '../json/json.ts';
import type { Contexts } from './contexts.ts';
import { bundledContexts } from './contexts.ts';
import type { Dataset, RemoteDocument } from './processor.js';
import { canonize, toRdf } from './processor.js';

/** Bounds on the work that one document may cause. */
const mostQuads = 20_000;
const longestMilliseconds = 1_000;

/**
 * The canonical N-Quads of a JSON-LD document: JSON-LD 1.1 to RDF, then RDFC-1.0. A term without a definition, a
 * relative identifier or anything else that would fall out of what is signed is an error, never a silence.
 *
 * @param document JSON-LD whose contexts are bundled, or named in `contexts`
 * @throws CredentialError context-unknown, term-undefined, canonicalization-too-complex
 */
export async function canonizeDocument(document: JsonObject, contexts: Contexts = {}): Promise<string> {
  const dataset = await readDataset(document, contexts);
  if (dataset.length > mostQuads) throw tooComplex();
  try {
    return await canonize(dataset, {
      algorithm: 'RDFC-1.0',
      format: 'application/n-quads',
      // Blank nodes that look alike cost work that grows without bound; linear is what honest documents need.
      maxWorkFactor: 1,
      signal: AbortSignal.timeout(longestMilliseconds),
    });
  } catch (cause) {
    throw tooComplex(cause);
  }
}

async function readDataset(document: JsonObject, contexts: Contexts): Promise<Dataset> {
  try {
    return await toRdf(document, {
      base: null,
      documentLoader: (url) => load(url, contexts),
      safe: true,
      produceGeneralizedRdf: false,
    });
  } catch (cause) {
    throw causeOf(cause) ?? undefinedTerm(cause);
  }
}

async function load(url: string, contexts: Contexts): Promise<RemoteDocument> {
  const bundled = bundledContexts.get(url);
  // The library shares its cache of static contexts among all callers: only what never changes may enter it.
  if (bundled !== undefined) return { contextUrl: null, documentUrl: url, document: bundled, tag: 'static' };
  const given = Object.hasOwn(contexts, url) ? contexts[url] : undefined;
  if (given !== undefined) return { contextUrl: null, documentUrl: url, document: given };
  throw new CredentialError('context-unknown', `The vocabulary ${url} is not among those that Cairn carries.`, {
    params: { context: url },
  });
}

/** The library wraps what the loader threw, one or two errors deep. */
function causeOf(error: unknown, depth = 0): CredentialError | undefined {
  if (error instanceof CredentialError) return error;
  if (depth > 5 || !(error instanceof Error)) return undefined;
  const details = 'details' in error && error.details instanceof Object ? error.details : {};
  return causeOf('cause' in details ? details.cause : error.cause, depth + 1);
}

function undefinedTerm(cause: unknown): CredentialError {
  const details =
    cause instanceof Error && 'details' in cause ? (cause.details as { event?: { details?: unknown } }) : {};
  const event = details.event?.details;
  const named = event instanceof Object ? Object.values(event).find((value) => typeof value === 'string') : undefined;
  const term = typeof named === 'string' ? named : 'unnamed';
  return new CredentialError('term-undefined', `A part of the document has no defined meaning: ${term}.`, {
    cause,
    params: { term },
  });
}

function tooComplex(cause?: unknown): CredentialError {
  return new CredentialError('canonicalization-too-complex', 'The document takes too much work to read.', { cause });
}
