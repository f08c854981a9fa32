import { z } from 'zod';
import { deliveryModes, type MicrocredentialRecord } from './record.ts';

/** What narrows the list: one of the values of each kind that has any. */
export interface SearchFilters {
  /** ISCED-F broad fields. */
  readonly fields: readonly string[];
  /** `EQF:5`; see levelKey. */
  readonly levels: readonly string[];
  readonly deliveries: readonly string[];
  readonly languages: readonly string[];
  /** Slugs of organisations. */
  readonly providers: readonly string[];
  /** Only what can be taken for nothing now. */
  readonly free: boolean;
}

export const noFilters: SearchFilters = {
  fields: [],
  levels: [],
  deliveries: [],
  languages: [],
  providers: [],
  free: false,
};

export const facetNames = ['field', 'level', 'delivery', 'language', 'provider'] as const;
export type FacetName = (typeof facetNames)[number];

export type SearchOrder = 'best' | 'newest';

export interface SearchRequest {
  readonly words: string;
  /** Without words to match, the newest come first either way. */
  readonly order: SearchOrder;
  readonly filters: SearchFilters;
  /** Where the page before ended. */
  readonly cursor: string | undefined;
}

/** A microcredential in the list. */
export interface Listing {
  readonly microcredentialId: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly provider: { readonly slug: string; readonly name: string; readonly colour: string };
  readonly field: string;
  readonly level: MicrocredentialRecord['level'];
  readonly delivery: MicrocredentialRecord['delivery'];
  readonly language: string;
  readonly workloadHours: number;
  readonly ects: number | null;
  readonly publishedAt: Date;
  /** The cheapest open offering's; null when none is open. */
  readonly price: { readonly minor: number; readonly currency: string } | null;
}

export interface FacetValue {
  readonly value: string;
  /** Of a provider: its name. Others have their words elsewhere. */
  readonly label?: string;
  readonly count: number;
}

export interface SearchResult {
  readonly listings: readonly Listing[];
  /** Of all pages together. */
  readonly total: number;
  readonly facets: Readonly<Record<FacetName, readonly FacetValue[]>>;
  /** How many of the results can be taken for nothing. */
  readonly freeCount: number;
  /** Hand it back for the next page; undefined on the last. */
  readonly nextCursor: string | undefined;
}

const most = 20;
const isShort = (value: string) => value.length <= 80;

/** Reads a search from an address: `?q=first+aid&field=03&level=EQF:4&free=yes`. What it doesn't know it leaves out. */
export function searchRequestFrom(parameters: URLSearchParams): SearchRequest {
  const all = (name: string) => [...new Set(parameters.getAll(name))].filter(isShort).slice(0, most);
  return {
    words: (parameters.get('q') ?? '').slice(0, 200),
    order: parameters.get('sort') === 'newest' ? 'newest' : 'best',
    filters: {
      fields: all('field').filter((field) => /^\d{2}$/.test(field)),
      levels: all('level').filter((level) => /^[A-Z-]+:.+$/.test(level)),
      deliveries: all('delivery').filter((delivery) => deliveryModes.some((mode) => mode === delivery)),
      languages: all('language'),
      providers: all('provider'),
      free: parameters.get('free') === 'yes',
    },
    cursor: parameters.get('after') ?? undefined,
  };
}

/** The address's query for a search; the same search always has the same one. */
export function searchParameters({ words, order, filters, cursor }: SearchRequest): URLSearchParams {
  const parameters = new URLSearchParams();
  if (words.trim() !== '') parameters.set('q', words.trim());
  for (const [name, values] of parameterLists(filters))
    for (const value of values.toSorted()) parameters.append(name, value);
  if (filters.free) parameters.set('free', 'yes');
  if (order === 'newest' && words.trim() !== '') parameters.set('sort', 'newest');
  if (cursor !== undefined) parameters.set('after', cursor);
  return parameters;
}

function parameterLists(filters: SearchFilters): readonly (readonly [FacetName, readonly string[]])[] {
  return [
    ['field', filters.fields],
    ['level', filters.levels],
    ['delivery', filters.deliveries],
    ['language', filters.languages],
    ['provider', filters.providers],
  ];
}

/** The filters in force, one by one, each with the filters that remain when it is taken off. */
export function filtersInForce(
  filters: SearchFilters,
): readonly { readonly facet: FacetName | 'free'; readonly value: string; readonly without: SearchFilters }[] {
  const off = (values: readonly string[], value: string) => values.filter((other) => other !== value);
  return [
    ...filters.fields.map((value) => ({
      facet: 'field' as const,
      value,
      without: { ...filters, fields: off(filters.fields, value) },
    })),
    ...filters.levels.map((value) => ({
      facet: 'level' as const,
      value,
      without: { ...filters, levels: off(filters.levels, value) },
    })),
    ...filters.deliveries.map((value) => ({
      facet: 'delivery' as const,
      value,
      without: { ...filters, deliveries: off(filters.deliveries, value) },
    })),
    ...filters.languages.map((value) => ({
      facet: 'language' as const,
      value,
      without: { ...filters, languages: off(filters.languages, value) },
    })),
    ...filters.providers.map((value) => ({
      facet: 'provider' as const,
      value,
      without: { ...filters, providers: off(filters.providers, value) },
    })),
    ...(filters.free ? [{ facet: 'free' as const, value: 'yes', without: { ...filters, free: false } }] : []),
  ];
}

/** Where a page ended: by rank when words were searched for, by date of publication otherwise. */
export type Cursor =
  | { readonly by: 'rank'; readonly rank: string; readonly id: string }
  | { readonly by: 'newest'; readonly publishedAt: Date; readonly id: string };

const cursorSchema = z.union([
  // The rank as PostgreSQL wrote it: a float read and written by anybody else might not compare equal.
  z.tuple([z.literal('r'), z.string().regex(/^\d(\.\d{1,12})?(e-\d{1,3})?$/), z.uuid()]),
  z.tuple([z.literal('n'), z.iso.datetime(), z.uuid()]),
]);

export function writeCursor(cursor: Cursor): string {
  const parts =
    cursor.by === 'rank' ? ['r', cursor.rank, cursor.id] : ['n', cursor.publishedAt.toISOString(), cursor.id];
  return parts.join('~');
}

/** Undefined for anything that is no cursor: the list then begins at its beginning. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const parsed = cursorSchema.safeParse(text?.split('~'));
  if (!parsed.success) return undefined;
  const [by, at, id] = parsed.data;
  return by === 'r' ? { by: 'rank', rank: at, id } : { by: 'newest', publishedAt: new Date(at), id };
}
