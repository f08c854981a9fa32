import { redirect } from '@sveltejs/kit';
import { nextPage } from '#domain/identity/identity.ts';
import { readingCookie, readingNamed, readingToCookie } from '#domain/learning/reading.ts';
import { saveReadingSetting } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { Actions, PageServerLoad } from './$types';

const year = 60 * 60 * 24 * 365;

export const load: PageServerLoad = ({ locals, url }) => ({
  reading: locals.reading,
  next: nextPage(url.searchParams.get('next') ?? '', '/reading'),
});

export const actions: Actions = {
  default: answering(async ({ locals, request, cookies }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const setting = readingNamed(text('text-size'), text('typeface'));
    await saveReadingSetting(locals.platform, locals.actor, setting);
    cookies.set(readingCookie, readingToCookie(setting), { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true });
    redirect(303, nextPage(text('next'), '/reading'));
  }),
};
