import { fail, redirect } from '@sveltejs/kit';
import { m } from '#messages';
import {
  listPeople,
  reinstatePerson,
  requireOperator,
  requirePerson,
  suspendPerson,
} from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { idOf, type FormAnswer } from '../../../(studio)/studio/form.ts';
import { cursorFrom } from '../keyset.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const search = (url.searchParams.get('q') ?? '').slice(0, 254);
  const cursor = cursorFrom(url.searchParams);
  const { personId } = requirePerson(locals.actor);
  const { people, nextCursor } = await listPeople(locals.platform, locals.actor, { search, ...(cursor && { cursor }) });
  const next = new URLSearchParams({ ...(search && { q: search }), cursor: nextCursor ?? '' });
  return {
    you: personId,
    search,
    done: url.searchParams.get('done'),
    nextHref: nextCursor === undefined ? undefined : `/admin/people?${next.toString()}`,
    people: people.map(({ id, email, emailConfirmed, displayName, isOperator, suspendedAt, createdAt }) => ({
      id,
      email,
      emailConfirmed,
      displayName,
      isOperator,
      suspendedAt,
      createdAt,
    })),
  };
});

export const actions: Actions = {
  suspend: answering(async ({ locals, request }) => {
    requireOperator(locals.actor);
    const result = await suspendPerson(locals.platform, locals.actor, idOf(await request.formData(), 'person'));
    if (result.kind === 'refused') {
      return fail<FormAnswer>(422, { form: 'suspend', message: m.admin_people_refused({ because: result.because }) });
    }
    redirect(303, '?done=suspended');
  }),
  reinstate: answering(async ({ locals, request }) => {
    requireOperator(locals.actor);
    await reinstatePerson(locals.platform, locals.actor, idOf(await request.formData(), 'person'));
    redirect(303, '?done=reinstated');
  }),
};
