import { fail, redirect } from '@sveltejs/kit';
import { participantEnrolment, removeParticipant, type NotRemoved } from '#domain/learning/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../../../../../form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { name, completedAt, withdrawnAt } = await participantEnrolment(
    locals.platform,
    locals.actor,
    params.enrolment,
  );
  return { name, isUnderWay: completedAt === null && withdrawnAt === null };
});

const sentences: Record<NotRemoved['because'], () => string> = {
  'reason-missing': m.learning_remove_reason_missing,
  completed: m.learning_remove_completed,
  left: m.learning_remove_left,
};

export const actions: Actions = {
  default: answering(async ({ locals, params, request }) => {
    const reason = textOf(await request.formData(), 'reason');
    const removed = await removeParticipant(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      reason,
    });
    if (removed.kind === 'refused') {
      return fail(422, { values: { reason }, errors: { reason: sentences[removed.because]() } });
    }
    redirect(303, `/studio/${params.org}/microcredentials/${params.slug}/participants?removed`);
  }),
};
