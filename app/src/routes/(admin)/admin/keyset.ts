import { isId } from '#platform/server/ids.ts';

/** The id after which a page of a list begins, as its address names it. */
export function cursorFrom(parameters: URLSearchParams): string | undefined {
  const cursor = parameters.get('cursor') ?? '';
  return isId(cursor) ? cursor : undefined;
}

/** The address of a list's next page; undefined on the last one. `rows` has one more than a page shows, if there is one. */
export function nextPage(url: URL, rows: readonly { readonly id: string }[], pageSize: number): string | undefined {
  const last = rows[pageSize - 1];
  if (rows.length <= pageSize || last === undefined) return undefined;
  const query = new URLSearchParams(url.searchParams);
  query.set('cursor', last.id);
  return `${url.pathname}?${query.toString()}`;
}
