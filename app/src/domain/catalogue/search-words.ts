import { foldAccents } from './folding.ts';

/** What somebody typed into the search box, made ready for PostgreSQL's websearch_to_tsquery. */
export interface SearchWords {
  /** Everything typed, folded, without control characters, 200 characters at most. */
  readonly all: string;
  /**
   * What comes before the last word, and that word as letters and digits alone, when the last word may still be
   * incomplete; undefined when the query says more precisely what it wants (quotes, "or", minus).
   */
  readonly unfinished?: { readonly before: string; readonly last: string };
}

export function searchWords(typed: string): SearchWords {
  // PostgreSQL's text holds no NUL; the other control characters are never words.
  const all = foldAccents(typed)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);
  const last = /[\p{L}\p{N}\p{M}]+$/u.exec(all)?.[0] ?? '';
  const isPrecise = all.includes('"') || /(^|\s)-/.test(all) || /(^|\s)or(\s|$)/i.test(all);
  if (last.length < 2 || isPrecise) return { all };
  return { all, unfinished: { before: all.slice(0, all.length - last.length), last } };
}

/**
 * Text search configurations by language that every PostgreSQL from 15 on has built in. Other languages are searched
 * by whole words and beginnings, without word forms.
 */
const configurations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ar: 'arabic',
    ca: 'catalan',
    da: 'danish',
    de: 'german',
    el: 'greek',
    en: 'english',
    es: 'spanish',
    eu: 'basque',
    fi: 'finnish',
    fr: 'french',
    ga: 'irish',
    hi: 'hindi',
    hu: 'hungarian',
    hy: 'armenian',
    id: 'indonesian',
    it: 'italian',
    lt: 'lithuanian',
    nb: 'norwegian',
    ne: 'nepali',
    nl: 'dutch',
    nn: 'norwegian',
    no: 'norwegian',
    pt: 'portuguese',
    ro: 'romanian',
    ru: 'russian',
    sr: 'serbian',
    sv: 'swedish',
    ta: 'tamil',
    tr: 'turkish',
    yi: 'yiddish',
  }),
);

/** The configuration for a BCP 47 language: `pt-BR` gives `portuguese`, an unknown one `simple`. */
export function searchConfiguration(language: string): string {
  return configurations.get(language.split('-', 1)[0] ?? '') ?? 'simple';
}
