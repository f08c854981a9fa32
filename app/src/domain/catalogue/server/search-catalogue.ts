import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import {
  facetNames,
  noFilters,
  readCursor,
  writeCursor,
  type FacetName,
  type FacetValue,
  type Listing,
  type SearchRequest,
  type SearchResult,
} from '../search.ts';
import { searchWords } from '../search-words.ts';
import {
  configurationsInUse,
  countFacet,
  countListings,
  findListings,
  findNewest,
  setSignal,
  tsquery,
  type FoundListing,
} from './search.store.ts';

/** Results on one page of the list. */
export const pageSize = 24;
const facetSize = 30;

/** Searches what is published and can be enrolled in. Anyone may. */
export async function searchCatalogue(
  platform: Platform,
  { words, order, filters, cursor }: SearchRequest,
): Promise<SearchResult> {
  const { db } = platform;
  const typed = searchWords(words);
  const query = typed.all === '' ? undefined : tsquery(typed, await configurationsInUse(db));
  const narrowing = { query, order, filters, now: platform.clock() };
  const [found, counts, ...facets] = await Promise.all([
    findListings(db, narrowing, readCursor(cursor), pageSize + 1),
    countListings(db, narrowing),
    ...facetNames.map((facet) => countFacet(db, narrowing, facet, facetSize)),
  ]);
  const listings = found.slice(0, pageSize);
  return {
    listings,
    total: counts.total,
    freeCount: counts.free,
    facets: Object.fromEntries(facetNames.map((name, index) => [name, facets[index] ?? []])) as Record<
      FacetName,
      FacetValue[]
    >,
    nextCursor:
      found.length > pageSize ? cursorAfter(listings.at(-1), query !== undefined && order === 'best') : undefined,
  };
}

function cursorAfter(last: FoundListing | undefined, byRank: boolean): string | undefined {
  if (last === undefined) return undefined;
  const { rank, publishedAt, microcredentialId: id } = last;
  return writeCursor(byRank ? { by: 'rank', rank, id } : { by: 'newest', publishedAt, id });
}

/** What was published last, of everyone or of one provider (by its slug). */
export function newestListings(
  platform: Platform,
  filter: { readonly provider?: string; readonly limit: number },
): Promise<Listing[]> {
  return findNewest(platform.db, { ...filter, now: platform.clock() });
}

/** The broad fields that anything is listed in, the fullest first. */
export function fieldsInUse(platform: Platform, { limit }: { readonly limit: number }): Promise<FacetValue[]> {
  return countFacet(
    platform.db,
    { query: undefined, order: 'newest', filters: noFilters, now: platform.clock() },
    'field',
    limit,
  );
}

/**
 * Keeps a later domain's figure beside a listed microcredential (`recognised-by`, `completers`), for cards and
 * ranking. Nothing happens for one that was never published.
 */
export async function writeSignal(
  _platform: Platform,
  trx: Transaction<Database>,
  {
    microcredentialId,
    signal,
    value,
  }: { readonly microcredentialId: string; readonly signal: string; readonly value: number | string },
): Promise<void> {
  await setSignal(trx, microcredentialId, signal, value);
}
