/** Whether a request's Accept header names a JSON type and does not name HTML. */
export function prefersJson(request: Request): boolean {
  const accept = request.headers.get('accept') ?? '';
  return /\bjson\b|application\/vc\b/i.test(accept) && !/text\/html/i.test(accept);
}
