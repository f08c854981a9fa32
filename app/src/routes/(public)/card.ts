import { eqfLevel } from '#domain/catalogue/levels.ts';
import type { Listing } from '#domain/catalogue/search.ts';
import { m } from '#messages';
import type { CardData } from './home.ts';

/** A listed microcredential in the words of a card. */
export function cardOf(listing: Listing): CardData {
  const { level, price, ects, provider } = listing;
  return {
    href: `/microcredentials/${listing.slug}`,
    title: listing.title,
    provider: provider.name,
    badge: { colour: provider.colour, level: eqfLevel(level), field: listing.field },
    hours: listing.workloadHours,
    ects: ects ?? undefined,
    level: level === null ? undefined : m.catalogue_level_short({ framework: level.framework, value: level.value }),
    mode: m.catalogue_delivery({ delivery: listing.delivery }),
    price: price === null ? undefined : { amount: price.minor, currency: price.currency },
  };
}
