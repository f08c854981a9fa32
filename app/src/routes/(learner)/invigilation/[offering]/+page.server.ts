import { fail, redirect } from '@sveltejs/kit';
import { beginSession, endInvigilatedSession, invigilationPage } from '#domain/assessment/server/api.ts';
import { sessionOutcomes } from '#domain/assessment/invigilation.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { isId } from '#platform/server/ids.ts';
import { textOf } from '../../../(studio)/studio/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const name = (url.searchParams.get('name') ?? '').trim().slice(0, 100);
  const { seen, watched, more, sessions } = await invigilationPage(locals.platform, locals.actor, {
    offeringId: params.offering,
    name,
  });
  const own = watched.filter(({ invigilationId }) => invigilationId === seen.invigilation.id);
  return {
    title: seen.title,
    organisation: seen.organisation,
    startsAt: seen.startsAt,
    endsAt: seen.endsAt,
    zone: seen.zone,
    name,
    own,
    others: watched.filter((one) => !own.includes(one)),
    more,
    sessions: sessions.map(({ id, name: learner, title, beganAt, endedAt, outcome, documentChecked }) => ({
      id,
      name: learner,
      title,
      beganAt,
      endedAt,
      outcome,
      documentChecked,
    })),
    done: (['begun', 'ended'] as const).find((what) => url.searchParams.has(what)),
  };
});

export const actions: Actions = {
  begin: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const result = await beginSession(locals.platform, locals.actor, {
      offeringId: params.offering,
      enrolmentId: textOf(form, 'enrolment'),
      assessmentId: textOf(form, 'assessment'),
    });
    if (result.kind === 'begun') redirect(303, '?begun');
    return fail(409, { message: m.invigilation_begin_refused({ because: result.because }), session: '', errors: {} });
  }),
  end: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const session = textOf(form, 'session');
    const outcome = sessionOutcomes.find((one) => one === textOf(form, 'outcome'));
    const said = { documentChecked: form.has('document'), note: textOf(form, 'note') };
    const values = { ...said, outcome: outcome ?? '' };
    const result =
      outcome === undefined
        ? { kind: 'refused' as const, because: 'outcome-missing' as const }
        : await endInvigilatedSession(locals.platform, locals.actor, {
            ...said,
            outcome,
            offeringId: params.offering,
            sessionId: isId(session) ? session : '',
          });
    if (result.kind === 'ended') redirect(303, '?ended');
    const field = result.because === 'note-missing' || result.because === 'note-too-long' ? 'note' : 'outcome';
    const sentence = m.invigilation_end_refused({ because: result.because });
    return fail(422, { message: undefined, session, values, errors: { [`${field}-${session}`]: sentence } });
  }),
};
