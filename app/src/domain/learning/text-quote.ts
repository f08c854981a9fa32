/** A passage by its words and a few around them, so that it is found again however the page is laid out. */
export interface TextQuote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Characters that are kept on each side, to tell one occurrence from another. */
const around = 32;

/** Where a passage stands in a text: from, inclusive, to, exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds a passage: where its words stand, and of several such places the one whose surroundings are most alike. White
 * space is passed over, since a page, a selection and a pasted text each have their own.
 */
export function findQuote(text: string, { exact, prefix, suffix }: TextQuote): Span | undefined {
  const { dense, places } = squeezed(text);
  const wanted = squeezed(exact).dense;
  if (wanted === '') return undefined;
  const [before, after] = [squeezed(prefix).dense, squeezed(suffix).dense];
  let best: { readonly at: number; readonly likeness: number } | undefined;
  for (let at = dense.indexOf(wanted); at !== -1; at = dense.indexOf(wanted, at + 1)) {
    const likeness = commonEnd(dense.slice(0, at), before) + commonStart(dense.slice(at + wanted.length), after);
    if (best === undefined || likeness > best.likeness) best = { at, likeness };
  }
  if (best === undefined) return undefined;
  const start = places[best.at];
  const last = places[best.at + wanted.length - 1];
  return start === undefined || last === undefined ? undefined : { start, end: last + 1 };
}

/** The passage at a place of a text, with what stands around it. */
export function quoteAt(text: string, { start, end }: Span): TextQuote {
  return {
    exact: oneSpaced(text.slice(start, end)).trim(),
    prefix: oneSpaced(text.slice(Math.max(0, start - around), start)),
    suffix: oneSpaced(text.slice(end, end + around)),
  };
}

function oneSpaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** The text without white space, and where each of its characters stood. */
function squeezed(text: string): { readonly dense: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let dense = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (/\s/.test(character)) continue;
    dense += character;
    places.push(index);
  }
  return { dense, places };
}

function commonStart(text: string, other: string): number {
  let length = 0;
  while (length < other.length && text[length] === other[length]) length++;
  return length;
}

function commonEnd(text: string, other: string): number {
  let length = 0;
  while (length < other.length && text.at(-1 - length) === other.at(-1 - length)) length++;
  return length;
}
