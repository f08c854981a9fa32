import { redirect } from '@sveltejs/kit';
import { nextPage } from '#domain/identity/identity.ts';
import { themeCookie, themeNamed } from '#ui/theme.ts';
import type { RequestHandler } from './$types';

const year = 60 * 60 * 24 * 365;

/** Keeps the colours a reader chose in a cookie and returns to where they were. */
export const POST: RequestHandler = async ({ request, cookies }) => {
  const form = await request.formData();
  const theme = themeNamed(text(form, 'theme'));
  if (theme === 'system') cookies.delete(themeCookie, { path: '/' });
  else cookies.set(themeCookie, theme, { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true });
  redirect(303, nextPage(text(form, 'returnTo'), '/'));
};

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
