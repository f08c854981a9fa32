import { fail, redirect } from '@sveltejs/kit';
import { accommodationSchema } from '#domain/assessment/allowance.ts';
import { accommodate, arrangementsFor, grantResit, type ResitRefusal } from '#domain/assessment/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import { textOf, valuesOf } from '../../../../../form.ts';
import type { Actions } from './$types';

const sentences: Record<ResitRefusal, () => string> = {
  'reason-missing': m.assessment_resit_reason_missing,
  left: m.assessment_resit_refused_left,
  passed: m.assessment_resit_refused_passed,
  'attempts-left': m.assessment_resit_refused_attempts_left,
};

/** What a registrar arranges for one participant: more time and attempts, and a further attempt. */
export const arrangementActions = {
  accommodate: answering(async ({ locals, params, request }) => {
    const values = valuesOf(await request.formData(), ['extraTimePercent', 'moreAttempts']);
    const { extraTimePercent, moreAttempts } = accommodationSchema.shape;
    const time = extraTimePercent.safeParse(numberIn(values['extraTimePercent']));
    const attempts = moreAttempts.safeParse(numberIn(values['moreAttempts']));
    if (!time.success || !attempts.success) {
      // Whoever may not set it is told so first.
      await arrangementsFor(locals.platform, locals.actor, params.enrolment);
      const errors = {
        ...(time.success ? {} : { extraTimePercent: m.assessment_problem_extra_time() }),
        ...(attempts.success ? {} : { moreAttempts: m.assessment_problem_more_attempts() }),
      };
      return fail(422, { values, errors });
    }
    await accommodate(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      extraTimePercent: time.data,
      moreAttempts: attempts.data,
    });
    redirect(303, '?arranged');
  }),
  resit: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const values = valuesOf(form, ['resitReason']);
    const granted = await grantResit(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      assessmentId: textOf(form, 'assessment'),
      reason: values['resitReason'] ?? '',
    });
    if (granted.kind === 'refused') {
      return fail(422, { values, errors: { resitReason: sentences[granted.because]() } });
    }
    redirect(303, '?granted');
  }),
} satisfies Actions;

function numberIn(typed = ''): number {
  return /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
}
