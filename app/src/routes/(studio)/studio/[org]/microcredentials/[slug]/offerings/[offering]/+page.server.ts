import { fail, redirect } from '@sveltejs/kit';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { hasRole } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { addSession, runForStaff } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { valuesOf } from '../../../../../form.ts';
import { sessionFormFields, sessionFrom } from './session-form.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string; readonly offering: string };
}

/** The run of this very microcredential. */
async function asked({ locals, params }: Asked) {
  const { microcredential } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const run = await runForStaff(locals.platform, locals.actor, params.offering);
  if (run.offering.microcredentialId !== microcredential.id || run.offering.mode !== 'run') throw new NotFound('run');
  return { ...run, organisationId: microcredential.organisationId };
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { offering, sessions, organisationId } = await asked({ locals, params });
  return {
    done: (['added', 'cancelled'] as const).find((what) => url.searchParams.has(what)),
    mayPlan: hasRole(locals.actor, organisationId, ['author', 'registrar']),
    zone: offering.zone,
    taken: offering.taken,
    sessions: sessions.map(({ id, title, startsAt, endsAt, place, required, cancelledAt, marked }) => ({
      id,
      title,
      startsAt,
      endsAt,
      place,
      required,
      isCancelled: cancelledAt !== null,
      marked,
    })),
  };
});

export const actions: Actions = {
  add: answering(async ({ locals, params, request }) => {
    const { offering } = await asked({ locals, params });
    const values = valuesOf(await request.formData(), sessionFormFields);
    const fields = sessionFrom(values, offering.zone);
    if ('errors' in fields) return fail(422, { values, errors: fields.errors });
    const added = await addSession(locals.platform, locals.actor, { offeringId: offering.id, fields });
    if (added.kind === 'refused') throw new NotFound('run');
    redirect(303, '?added');
  }),
};
