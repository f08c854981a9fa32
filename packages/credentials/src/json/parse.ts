import { CredentialError } from '../errors.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';

/** Bounds on what is read at all, so that a poisoned document fails fast. */
export const limits = {
  /** Longest text, in UTF-16 code units. An Open Badge is some 3,000, with an image inside some 100,000. */
  textLength: 1_000_000,
  /** Deepest nesting of objects and arrays. */
  depth: 48,
  /** Most values: members, items and literals together. A Comprehensive Learner Record of 20 awards has some 8,000. */
  values: 12_000,
  /** Most items in one list: JSON-LD compares each with each. */
  items: 1_000,
} as const;

/** Longest text of a status list: its list is compressed, so it may hold a few million entries. */
export const statusListTextLength = 8_000_000;

/**
 * Reads a JSON object more strictly than `JSON.parse`: no duplicate member names (RFC 8259 leaves their meaning open,
 * so two readers could see two documents), no `__proto__`, no lone surrogates, no numbers beyond a double, bounded in
 * size and depth.
 *
 * @param input text, or its UTF-8 bytes
 * @throws CredentialError too-large, too-deep, not-json, duplicate-key, forbidden-key, ill-formed-text,
 *   number-out-of-range, not-an-object
 */
export function parseJsonObject(input: string | Uint8Array, textLength: number = limits.textLength): JsonObject {
  if (input.length > textLength) {
    throw new CredentialError('too-large', `The text is longer than ${textLength} characters.`, {
      params: { limit: String(textLength) },
    });
  }
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  if (!text.isWellFormed()) throw new CredentialError('ill-formed-text', 'The text holds half a character.');
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw new CredentialError('not-json', 'The text is not JSON.', { cause });
  }
  inspectTokens(text);
  if (!isObject(value)) throw new CredentialError('not-an-object', 'The JSON is not an object.');
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CredentialError('ill-formed-text', 'The bytes are not UTF-8 text.', { cause });
  }
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gy;
const space = /\s*/gy;

/** An object or list that is being read. */
interface Container {
  /** The names so far; a list has none. */
  readonly names: Set<string> | undefined;
  items: number;
}

/** Walks the tokens of text that `JSON.parse` accepted: only there are duplicate names still to be seen. */
function inspectTokens(text: string): void {
  const open: Container[] = [];
  let values = 0;
  let previous = '';
  for (const found of tokensOf(text)) {
    const here = open.at(-1);
    if (found === ',') {
      if (here !== undefined && ++here.items > limits.items) throw tooMany('items in one list', limits.items);
    } else if (found === '}' || found === ']') {
      open.pop();
    } else if (found !== ':') {
      if (++values > limits.values) throw tooMany('values', limits.values);
      if (found === '{' || found === '[') enter(open, found);
      else inspectScalar(found, previous === '{' || previous === ',' ? here?.names : undefined);
    }
    previous = found;
  }
}

function* tokensOf(text: string): Generator<string> {
  let position = 0;
  for (;;) {
    space.lastIndex = position;
    space.test(text);
    token.lastIndex = space.lastIndex;
    const found = token.exec(text)?.[0];
    if (found === undefined) return;
    position = token.lastIndex;
    yield found;
  }
}

function enter(open: Container[], bracket: '{' | '['): void {
  open.push({ names: bracket === '{' ? new Set() : undefined, items: 1 });
  if (open.length > limits.depth) {
    throw new CredentialError('too-deep', `The JSON is nested deeper than ${limits.depth} levels.`, {
      params: { limit: String(limits.depth) },
    });
  }
}

function tooMany(what: string, limit: number): CredentialError {
  return new CredentialError('too-large', `The JSON holds more than ${limit} ${what}.`, {
    params: { limit: String(limit) },
  });
}

function inspectScalar(found: string, names: Set<string> | undefined): void {
  if (!found.startsWith('"')) {
    if (!Number.isFinite(Number(found)) && /^-?\d/.test(found)) {
      throw new CredentialError('number-out-of-range', `The number ${found} is too large to read exactly.`, {
        params: { number: found },
      });
    }
    return;
  }
  const content = found.includes('\\') ? (JSON.parse(found) as string) : found.slice(1, -1);
  if (!content.isWellFormed()) throw new CredentialError('ill-formed-text', 'The text holds half a character.');
  if (names === undefined) return;
  if (content === '__proto__') {
    throw new CredentialError('forbidden-key', `The name "${content}" is not allowed.`, { params: { key: content } });
  }
  if (names.has(content)) {
    throw new CredentialError('duplicate-key', `The name "${content}" stands twice in one object.`, {
      params: { key: content },
    });
  }
  names.add(content);
}
