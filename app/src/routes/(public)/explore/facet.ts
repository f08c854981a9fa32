import { fieldName } from '#domain/catalogue/fields.ts';
import { languageName } from '#domain/catalogue/languages.ts';
import type { FacetName } from '#domain/catalogue/search.ts';
import { m } from '#messages';
import { getLocale } from '#paraglide/runtime.js';

/** One kind of filter with what can be chosen, in words. */
export interface Facet {
  readonly name: FacetName | 'free';
  readonly title: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly count: number;
    readonly chosen: boolean;
  }[];
}

export function facetTitle(name: FacetName): string {
  switch (name) {
    case 'field':
      return m.catalogue_explore_facet_field();
    case 'level':
      return m.catalogue_explore_facet_level();
    case 'delivery':
      return m.catalogue_explore_facet_delivery();
    case 'language':
      return m.catalogue_explore_facet_language();
    case 'provider':
      return m.catalogue_explore_facet_provider();
  }
}

/** A filter's value in words; providers are named by those that the list counts. */
export function facetLabel(
  name: FacetName | 'free',
  value: string,
  providerNames: ReadonlyMap<string, string>,
): string {
  switch (name) {
    case 'field':
      return fieldName(value);
    case 'level': {
      const [framework = '', level = ''] = value.split(':', 2);
      return m.catalogue_level({ framework, value: level });
    }
    case 'delivery':
      return m.catalogue_delivery({ delivery: value });
    case 'language':
      return languageName(value, getLocale());
    case 'provider':
      return providerNames.get(value) ?? value;
    case 'free':
      return m.catalogue_explore_free();
  }
}
