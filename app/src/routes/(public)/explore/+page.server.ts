import { searchCatalogue } from '#domain/catalogue/server/api.ts';
import {
  facetNames,
  filtersInForce,
  searchParameters,
  searchRequestFrom,
  type SearchRequest,
  type SearchResult,
} from '#domain/catalogue/search.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { cardOf } from '../card.ts';
import { facetLabel, facetTitle, type Facet } from './facet.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const request = searchRequestFrom(url.searchParams);
  const result = await searchCatalogue(locals.platform, request);
  const providerNames = new Map(result.facets.provider.map(({ value, label }) => [value, label ?? value]));
  return {
    words: request.words.trim(),
    order: request.order,
    isFirstPage: request.cursor === undefined,
    total: result.total,
    cards: result.listings.map(cardOf),
    facets: facetsOf(request, result, providerNames),
    chips: filtersInForce(request.filters).map(({ facet, value, without }) => ({
      label: facetLabel(facet, value, providerNames),
      href: addressOf({ ...request, filters: without, cursor: undefined }),
    })),
    hrefs: {
      start: addressOf({ ...request, cursor: undefined }),
      next: result.nextCursor === undefined ? undefined : addressOf({ ...request, cursor: result.nextCursor }),
      best: addressOf({ ...request, order: 'best', cursor: undefined }),
      newest: addressOf({ ...request, order: 'newest', cursor: undefined }),
    },
  };
});

function addressOf(request: SearchRequest): string {
  const parameters = searchParameters(request).toString();
  return parameters === '' ? '/explore' : `/explore?${parameters}`;
}

function facetsOf(
  { filters }: SearchRequest,
  { facets, freeCount }: SearchResult,
  providerNames: ReadonlyMap<string, string>,
): Facet[] {
  const chosen = {
    field: filters.fields,
    level: filters.levels,
    delivery: filters.deliveries,
    language: filters.languages,
    provider: filters.providers,
  };
  const counted = facetNames.map((name): Facet => {
    // What is chosen stays to be seen and taken off, also where nothing is left of it.
    const without = chosen[name].filter((value) => !facets[name].some((facet) => facet.value === value));
    const values = [...facets[name], ...without.map((value) => ({ value, count: 0 }))];
    return {
      name,
      title: facetTitle(name),
      options: values.map(({ value, count }) => ({
        value,
        count,
        label: facetLabel(name, value, providerNames),
        chosen: chosen[name].includes(value),
      })),
    };
  });
  const free: Facet = {
    name: 'free',
    title: m.catalogue_explore_facet_price(),
    options: [{ value: 'yes', label: m.catalogue_explore_free(), count: freeCount, chosen: filters.free }],
  };
  const [field, level, ...rest] = counted;
  // A kind with nothing to choose between only takes room.
  return [field, level, free, ...rest]
    .filter((facet) => facet !== undefined)
    .filter(
      ({ options }) =>
        options.length > 1 || options.some((option) => option.chosen) || (options[0]?.value === 'yes' && freeCount > 0),
    );
}
