const creativeCommons = /creativecommons\.org\/licenses\/(by(?:-nc)?(?:-nd|-sa)?)\/(\d\.\d)/;
const publicDomain = /creativecommons\.org\/publicdomain\/zero\/1\.0/;
const holder =
  /Copyright\s+(?:\(c\)|©)\s+(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s+)?([\p{L}][\p{L}\d .&'’-]{1,80}?)(?=\s+and\b|\s*[,;)\n]|\.\s|\.?$)/u;

/**
 * One line for the record from the text of a licence file: which licence, where it stands, and whose work it is.
 * Undefined when none of the licences that are known by their address is named; the whole text is kept all the same.
 */
export function licenceLine(text: string): string | undefined {
  const named = name(text);
  if (named === undefined) return undefined;
  const author = holder.exec(text)?.[1]?.trim();
  return author === undefined ? named : `${named}. Derived from work that is Copyright (c) ${author}.`;
}

function name(text: string): string | undefined {
  const [, kind, version] = creativeCommons.exec(text) ?? [];
  if (kind !== undefined && version !== undefined) {
    return `CC ${kind.toUpperCase()} ${version}, https://creativecommons.org/licenses/${kind}/${version}/`;
  }
  return publicDomain.test(text) ? 'CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/' : undefined;
}
