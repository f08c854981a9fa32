import { CredentialError } from '../errors.ts';
import type { Json, JsonObject } from '../json/json.ts';
import { asList, isObject, isString, typesOf } from '../json/json.ts';
import { parseJsonObject } from '../json/parse.ts';
import type { Contexts } from '../json-ld/contexts.ts';
import { bundledContexts, credentialsContext } from '../json-ld/contexts.ts';
import type { CheckCode } from './findings.ts';
import { issuerIdOf } from './summary.ts';

/** A reason why a document is no credential that we can check. */
export interface FormatProblem {
  readonly code: CheckCode;
  readonly params: Readonly<Record<string, string>>;
}

const oldCredentialsContext = 'https://www.w3.org/2018/credentials/v1';

/** Embedded credentials bring their own: twenty of them with four each, and some to spare. */
const mostContexts = 100;

/** JSON-LD keywords that a credential may write out: language-tagged names need the last three. */
const plainKeywords: ReadonlySet<string> = new Set(['@context', '@value', '@language', '@direction']);

/**
 * Reads a document strictly, whatever form it comes in. A parsed object is written out first, so that one path
 * reads everything.
 *
 * @throws CredentialError as `parseJsonObject`
 */
export function readDocument(input: unknown, textLength?: number): JsonObject {
  if (typeof input === 'string' || input instanceof Uint8Array) return parseJsonObject(input, textLength);
  let text: string | undefined;
  try {
    text = JSON.stringify(input);
  } catch (cause) {
    throw new CredentialError('not-json', 'The document cannot be written as JSON.', { cause });
  }
  // JSON.stringify answers undefined for functions and the like, whatever its type says.
  if (typeof text !== 'string') throw new CredentialError('not-json', 'The document cannot be written as JSON.');
  return parseJsonObject(text, textLength);
}

/** The first reason why a document has not the form of a W3C VC 2.0 credential; `undefined` when there is none. */
export function findFormatProblem(document: JsonObject, contexts: Contexts = {}): FormatProblem | undefined {
  return findContextProblem(document, contexts) ?? findKeyProblem(document) ?? findMemberProblem(document);
}

/** VC-DATA-MODEL-2.0 4.3: an ordered list of contexts that starts with the model's own. */
function findContextProblem(document: JsonObject, contexts: Contexts): FormatProblem | undefined {
  const stated = document['@context'];
  const [first] = asList(stated);
  if (first === oldCredentialsContext) return problem('data-model-unsupported');
  if (!Array.isArray(stated) || first !== credentialsContext) return problem('context-missing');
  // Each context costs work, and honest documents name a handful.
  if (countContexts(document) > mostContexts) return problem('canonicalization-too-complex');
  return findUnknownContext(document, contexts);
}

function countContexts(value: Json | undefined): number {
  if (Array.isArray(value)) return sum((value as readonly Json[]).map(countContexts));
  if (!isObject(value)) return 0;
  return asList(value['@context']).length + sum(Object.values(value).map(countContexts));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function findUnknownContext(value: Json | undefined, contexts: Contexts): FormatProblem | undefined {
  if (Array.isArray(value)) return firstProblem(value as readonly Json[], (item) => findUnknownContext(item, contexts));
  if (!isObject(value)) return undefined;
  for (const context of asList(value['@context'])) {
    // A context inside the document could give its words another meaning while the signature stays good.
    if (!isString(context)) return problem('context-embedded');
    if (!bundledContexts.has(context) && !Object.hasOwn(contexts, context))
      return problem('context-unknown', { context });
  }
  const members = Object.entries(value).filter(([key]) => key !== '@context');
  return firstProblem(members, ([, member]) => findUnknownContext(member, contexts));
}

/**
 * Credentials are compacted JSON-LD (VC-DATA-MODEL-2.0 4.3). The signature covers what words mean, not how they are
 * spelt: `validUntil` under its full address would be signed all the same, and unseen by readers of the JSON.
 */
function findKeyProblem(value: Json | undefined): FormatProblem | undefined {
  if (Array.isArray(value)) {
    return firstProblem(value as readonly Json[], (item) =>
      // JSON-LD flattens lists of lists; readers of the JSON would not.
      Array.isArray(item) ? problem('key-not-plain', { key: '[[…]]' }) : findKeyProblem(item),
    );
  }
  if (!isObject(value)) return undefined;
  return firstProblem(Object.entries(value), ([key, member]) => {
    const roundabout = key.includes(':') || (key.startsWith('@') && !plainKeywords.has(key));
    return roundabout ? problem('key-not-plain', { key }) : findKeyProblem(key === '@context' ? undefined : member);
  });
}

function findMemberProblem(document: JsonObject): FormatProblem | undefined {
  if (!typesOf(document).includes('VerifiableCredential')) return problem('type-missing');
  if (document['id'] !== undefined && !isAddress(document['id'])) return problem('id-not-an-address');
  if (!isAddress(issuerIdOf(document))) return problem('issuer-missing');
  if (document['id'] !== undefined && repeatsId({ ...document, id: undefined }, document['id']))
    return problem('id-repeated');
  const subjects = asList(document['credentialSubject']);
  // VC-DATA-MODEL-2.0 4.8: every subject is an object that says something.
  if (subjects.length === 0 || !subjects.every((subject) => isObject(subject) && Object.keys(subject).length > 0)) {
    return problem('subject-missing');
  }
  const described = ['credentialStatus', 'credentialSchema', 'refreshService', 'termsOfUse', 'evidence'];
  // VC-DATA-MODEL-2.0 4.5: these must state a type.
  const untyped = described
    .flatMap((name) => asList(document[name]))
    .some((node) => !isObject(node) || typesOf(node).length === 0);
  return untyped ? problem('member-untyped') : undefined;
}

/**
 * Whether a part says something under the credential's own id. To the signature both are one thing, so that a date
 * could be moved from one to the other, out of readers' sight.
 */
function repeatsId(value: Json | undefined, id: Json): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some((item) => repeatsId(item, id));
  if (!isObject(value)) return false;
  if (value['id'] === id && Object.keys(value).some((key) => key !== 'id' && key !== 'type')) return true;
  return Object.values(value).some((member) => repeatsId(member, id));
}

/** An absolute URL, DIDs and URNs included. */
function isAddress(value: Json | undefined): boolean {
  return isString(value) && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(value);
}

function problem(code: CheckCode, params: Readonly<Record<string, string>> = {}): FormatProblem {
  return { code, params };
}

function firstProblem<T>(items: readonly T[], find: (item: T) => FormatProblem | undefined): FormatProblem | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
