/** The slug in what was typed: `northgate-college`, `/issuers/northgate-college`, or the whole address of its page. */
export function slugIn(typed: string): string {
  const path = typed
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
