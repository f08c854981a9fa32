import { isDeepStrictEqual } from 'node:util';
import { isScalar, parseDocument, stringify, visit, type Document } from 'yaml';

/** Undefined for whatever isn't plain YAML: aliases are refused, since a few lines of them can unfold to gigabytes. */
export function plainYaml(text: string, mostCharacters: number): unknown {
  if (text.length > mostCharacters) return undefined;
  try {
    const document = parseDocument(text, {
      schema: 'core',
      customTags: [],
      merge: false,
      logLevel: 'silent',
      prettyErrors: false,
      // The parser compares every key with every other one; `hasKeyTwice` looks at each once.
      uniqueKeys: false,
    });
    if (document.errors.length > 0 || hasKeyTwice(document)) return undefined;
    return document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch {
    // Whatever the parser can't stand is no plain YAML; its caller says so.
    return undefined;
  }
}

function hasKeyTwice(document: Document.Parsed): boolean {
  let found = false;
  visit(document, {
    Map: (_, { items }) => {
      const keys = items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
      found ||= new Set(keys).size < keys.length;
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

/** Plain values as YAML that reads back as the same: as people write it, or where that would change them, as JSON. */
export function asYaml(value: object): string {
  const text = stringify(value, { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false });
  return isDeepStrictEqual(plainYaml(text, Infinity), value) ? text : `${JSON.stringify(value, null, 2)}\n`;
}
