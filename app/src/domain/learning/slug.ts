/** Lower-case letters and digits of any script, with single hyphens between: `The --help option` is `the-help-option`. May be empty. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '');
}

/** The slug itself, or with the first number that makes it free: `pipes`, `pipes-2`. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let nth = 2; ; nth++) if (!taken.has(`${slug}-${nth}`)) return `${slug}-${nth}`;
}
