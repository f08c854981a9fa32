import { error } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { m } from '#messages';
import { Fault } from '#platform/server/problem.ts';

/** PostgreSQL keeps every character but this one, and no keyboard makes it. */
const nul = '\0';

/**
 * Answers what no page can use as what it is, a bad request: the character NUL in an address or a field, and a body
 * that isn't the form it says it is.
 */
export const readableRequest: Handle = ({ event, resolve }) => {
  const { request, url } = event;
  if (url.pathname.includes('%00')) error(404, { message: m.ui_error_not_found_title(), code: 'not-found' });
  if (url.search.includes('%00')) error(400, { message: m.account_text_unusable(), code: 'text-unusable' });
  const formData = request.formData.bind(request);
  Object.defineProperty(request, 'formData', { value: async () => usableForm(formData) });
  return resolve(event);
};

/** @throws {Fault} `form-unreadable` or `text-unusable`, status 400 */
export async function usableForm(formData: () => Promise<FormData>): Promise<FormData> {
  const form = await formData().catch((cause: unknown) => {
    // What the server itself found, such as a body over its limit, has its own status.
    if (!(cause instanceof TypeError)) throw cause;
    throw new Fault('form-unreadable', m.account_form_unreadable(), { status: 400, cause });
  });
  for (const [name, value] of form) {
    const text = typeof value === 'string' ? value : value.name;
    if (name.includes(nul) || text.includes(nul))
      throw new Fault('text-unusable', m.account_text_unusable(), { status: 400 });
  }
  return form;
}
