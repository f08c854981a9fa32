import { fail, redirect } from '@sveltejs/kit';
import { assessmentsToPlan } from '#domain/assessment/server/api.ts';
import { offeringsByIds } from '#domain/catalogue/server/api.ts';
import {
  beginPlanAgain,
  closeCalendar,
  dropPlan,
  makePlan,
  openCalendar,
  planOf,
} from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { planErrors, planValues, wishesOf, type PlanValues } from './plan-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params }) => {
  const { platform, actor } = locals;
  const { learning, plan } = await planOf(platform, actor, {
    enrolmentId: params.enrolment,
    further: assessmentsToPlan,
  });
  const { enrolment, version } = learning;
  const [offering] = await offeringsByIds(platform, [enrolment.offeringId]);
  const values: PlanValues = {
    hours: plan ? String(plan.minutesAWeek / 60) : '2',
    days: (plan?.weekdays ?? []).map(String),
    finishBy: plan?.finishBy ?? '',
    zone: plan?.zone ?? offering?.zone ?? 'UTC',
    reminds: plan?.reminds ?? false,
  };
  return {
    enrolmentId: enrolment.id,
    title: version.record.title,
    language: version.record.language,
    isCompleted: enrolment.completedAt !== null,
    values,
    zones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
    plan: plan && {
      today: plan.today,
      calendarUrl: plan.calendarUrl,
      finishBy: plan.finishBy,
      schedule: {
        pace: plan.schedule.pace,
        hoursAWeek: Math.ceil(plan.schedule.minutesAWeek / 6) / 10,
        isFuller: plan.schedule.minutesAWeek > plan.minutesAWeek,
        endsOn: plan.schedule.endsOn,
        days: plan.schedule.days.map(({ date, minutes, items }) => ({
          date,
          minutes,
          items: items.map(({ id, title, path }) => ({ id, title, path })),
        })),
      },
      behind: plan.behind.map(({ id, title, path }) => ({ id, title, path })),
    },
  };
});

export const actions: Actions = {
  save: answering(async ({ locals, params, request }) => {
    const values = planValues(await request.formData());
    const result = await makePlan(locals.platform, locals.actor, {
      enrolmentId: params.enrolment,
      wishes: wishesOf(values),
      zone: values.zone,
      reminds: values.reminds,
    });
    if (result.kind === 'refused') return fail(422, { values, errors: planErrors(result.problems) });
    redirect(303, `/learning/${params.enrolment}/plan`);
  }),
  again: answering(async ({ locals, params }) => {
    await beginPlanAgain(locals.platform, locals.actor, params.enrolment);
    redirect(303, `/learning/${params.enrolment}/plan`);
  }),
  openCalendar: answering(async ({ locals, params }) => {
    await openCalendar(locals.platform, locals.actor, params.enrolment);
    redirect(303, `/learning/${params.enrolment}/plan#calendar`);
  }),
  closeCalendar: answering(async ({ locals, params }) => {
    await closeCalendar(locals.platform, locals.actor, params.enrolment);
    redirect(303, `/learning/${params.enrolment}/plan#calendar`);
  }),
  drop: answering(async ({ locals, params }) => {
    await dropPlan(locals.platform, locals.actor, params.enrolment);
    redirect(303, `/learning/${params.enrolment}/plan`);
  }),
};
