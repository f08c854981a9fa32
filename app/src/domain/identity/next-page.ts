/**
 * Where to go after signing in: a page of this site, or the fallback. An address elsewhere must never be followed,
 * or a link to our sign-in page could end on someone else's copy of it.
 */
export function nextPage(wanted: string | null | undefined, fallback: string): string {
  if (wanted === null || wanted === undefined || wanted.length > 500) return fallback;
  // Browsers read a backslash as a slash, drop tabs and line breaks, and take //host as an address of its own.
  if (!wanted.startsWith('/') || /^\/[/\\]|[\\\p{Cc}]/u.test(wanted)) return fallback;
  const url = URL.parse(wanted, 'https://here.invalid');
  return url?.origin === 'https://here.invalid' ? url.pathname + url.search : fallback;
}
