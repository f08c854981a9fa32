import { fail, redirect } from '@sveltejs/kit';
import { assessmentsInBrief, openSitting, openSittings } from '#domain/assessment/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../../../../../form.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string; readonly offering: string };
}

/** The offering of this very microcredential, with what its learners are assessed by under supervision. */
async function asked({ locals, params }: Asked) {
  const { offerings } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const offering = offerings.find(({ id }) => id === params.offering);
  if (offering === undefined) throw new NotFound('offering');
  const sittings = await openSittings(locals.platform, locals.actor, offering.id);
  const assessments = await assessmentsInBrief(locals.platform, offering.versionId);
  return { offering, sittings, assessments: assessments.filter(({ settings }) => settings.supervision !== undefined) };
}

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { offering, assessments, sittings } = await asked({ locals, params });
  return {
    zone: offering.zone,
    assessments: assessments.map(({ id, title }) => ({ id, title })),
    sittings: sittings.map(({ id, assessmentId, code, closesAt }) => ({
      id,
      title: assessments.find((one) => one.id === assessmentId)?.title ?? '',
      code,
      closesAt,
    })),
  };
});

export const actions: Actions = {
  open: answering(async ({ locals, params, request }) => {
    const { offering, assessments } = await asked({ locals, params });
    const form = await request.formData();
    const assessment = assessments.find(({ id }) => id === textOf(form, 'assessment'));
    const typed = textOf(form, 'minutes').trim();
    const minutes = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
    const errors = {
      ...(assessment === undefined ? { assessment: m.assessment_sitting_none_text() } : {}),
      ...(minutes < 5 || minutes > 240 ? { minutes: m.assessment_sitting_minutes_problem() } : {}),
    };
    if (assessment === undefined || 'minutes' in errors) return fail(422, { values: { minutes: typed }, errors });
    await openSitting(locals.platform, locals.actor, {
      offeringId: offering.id,
      assessmentId: assessment.id,
      minutes,
    });
    redirect(303, '?');
  }),
};
