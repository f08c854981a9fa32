import { foldAccents } from './folding.ts';

/** Words that the studio's own addresses use where a slug would stand. */
const reserved = new Set(['new', 'import']);

/** `Psychological first aid!` becomes `psychological-first-aid`. Text without Latin letters or digits gives `microcredential`. */
export function slugFrom(title: string): string {
  const words = foldAccents(title)
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, 80) : `${slug}-${word}`;
    if (longer.length > 80) break;
    slug = longer;
  }
  if (slug === '') return 'microcredential';
  return reserved.has(slug) ? `${slug}-microcredential` : slug;
}

/** The nth candidate for a slug that others may already have: `spreadsheets`, `spreadsheets-2`, `spreadsheets-3`. */
export function slugCandidate(slug: string, nth: number): string {
  return nth === 1 ? slug : `${slug}-${nth}`;
}
