import type { BadgeDesign } from '#ui/badge.ts';

/** What the front page shows of the catalogue; every part may be empty on a new installation. */
export interface HomeData {
  /** Fields that have at least one published microcredential, most first. */
  readonly fields: readonly { readonly code: string; readonly label: string; readonly count: number }[];
  /** Published last, newest first; up to six. */
  readonly newest: readonly CardData[];
}

/** A microcredential at a glance, in words that are ready to be shown. */
export interface CardData {
  readonly href: string;
  readonly title: string;
  readonly provider: string;
  readonly badge: Omit<BadgeDesign, 'title'>;
  readonly hours: number;
  readonly ects?: number | undefined;
  /** E.g. "Level 4". */
  readonly level?: string | undefined;
  /** E.g. "Online, own pace". */
  readonly mode?: string | undefined;
  /** Nothing where no offering is open. `amount` in minor units. */
  readonly price?: { readonly amount: number; readonly currency: string } | undefined;
}
