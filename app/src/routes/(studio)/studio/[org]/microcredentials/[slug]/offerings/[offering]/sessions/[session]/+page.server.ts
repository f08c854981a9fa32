import { fail, redirect } from '@sveltejs/kit';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { hasRole } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { attendanceStates, type AttendanceState } from '#domain/learning/teaching-session.ts';
import { cancelSession, changeSession, markRoll, rollOf, runForStaff } from '#domain/learning/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { textOf, valuesOf } from '../../../../../../../form.ts';
import { sessionFormFields, sessionFrom, sessionValues } from '../../session-form.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: {
    readonly org: string;
    readonly slug: string;
    readonly offering: string;
    readonly session: string;
  };
}

/** The session of this very run. */
async function asked({ locals, params }: Asked) {
  const { microcredential } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const { offering, sessions } = await runForStaff(locals.platform, locals.actor, params.offering);
  const session = sessions.find(({ id }) => id === params.session);
  if (offering.microcredentialId !== microcredential.id || session === undefined) throw new NotFound('session');
  return { offering, session, organisationId: microcredential.organisationId };
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { offering, session, organisationId } = await asked({ locals, params });
  const mayMark = hasRole(locals.actor, organisationId, ['assessor', 'registrar']);
  const changed = url.searchParams.get('marked');
  return {
    changed: changed === null ? undefined : Number(changed),
    saved: url.searchParams.has('saved'),
    mayPlan: hasRole(locals.actor, organisationId, ['author', 'registrar']),
    mayMark,
    zone: offering.zone,
    session: {
      title: session.title,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      place: session.place,
      isCancelled: session.cancelledAt !== null,
    },
    values: sessionValues(session, offering.zone),
    entries: mayMark ? (await rollOf(locals.platform, locals.actor, session.id)).entries : [],
  };
});

export const actions: Actions = {
  mark: answering(async ({ locals, params, request }) => {
    const { session } = await asked({ locals, params });
    const form = await request.formData();
    const { entries } = await rollOf(locals.platform, locals.actor, session.id);
    const rest = form.has('rest') ? ('present' as const) : undefined;
    const marks = new Map<string, AttendanceState>();
    for (const { enrolmentId } of entries) {
      const typed = textOf(form, `state-${enrolmentId}`);
      const state = attendanceStates.find((one) => one === typed) ?? rest;
      if (state !== undefined) marks.set(enrolmentId, state);
    }
    const marked = await markRoll(locals.platform, locals.actor, { sessionId: session.id, marks });
    if (marked.kind === 'refused')
      return fail(409, { message: m.learning_roll_refused(), errors: {}, values: undefined });
    redirect(303, `?marked=${marked.changed}`);
  }),
  change: answering(async ({ locals, params, request }) => {
    const { offering, session } = await asked({ locals, params });
    const values = valuesOf(await request.formData(), sessionFormFields);
    const fields = sessionFrom(values, offering.zone);
    if ('errors' in fields) return fail(422, { values, errors: fields.errors, message: undefined });
    await changeSession(locals.platform, locals.actor, { sessionId: session.id, fields });
    redirect(303, '?saved');
  }),
  cancel: answering(async ({ locals, params }) => {
    const { session } = await asked({ locals, params });
    await cancelSession(locals.platform, locals.actor, { sessionId: session.id });
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}/offerings/${params.offering}?cancelled`);
  }),
};
