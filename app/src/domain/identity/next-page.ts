const here = 'https://here.invalid';

/**
 * Where to go after signing in: a page of this site, or the fallback. An address elsewhere must never be followed,
 * or a link to our sign-in page could end on someone else's copy of it.
 */
export function nextPage(wanted: string | null | undefined, fallback: string): string {
  if (wanted === null || wanted === undefined || wanted.length > 500 || !wanted.startsWith('/')) return fallback;
  // Read as a browser reads it: a backslash is a slash, tabs and line breaks vanish, //host is an address of its own.
  const url = URL.parse(wanted, here);
  // `/.//host` is a path here whose normal form would be read as an address there.
  if (url?.origin !== here || url.pathname.startsWith('//')) return fallback;
  return url.pathname + url.search;
}
