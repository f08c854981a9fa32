import { isDeepStrictEqual } from 'node:util';
import { parseDocument, stringify } from 'yaml';

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
    });
    if (document.errors.length > 0) return undefined;
    return document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch {
    // Whatever the parser can't stand is no plain YAML; its caller says so.
    return undefined;
  }
}

/** Plain values as YAML that reads back as the same: as people write it, or where that would change them, as JSON. */
export function asYaml(value: object): string {
  const text = stringify(value, { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false });
  return isDeepStrictEqual(plainYaml(text, Infinity), value) ? text : `${JSON.stringify(value, null, 2)}\n`;
}
