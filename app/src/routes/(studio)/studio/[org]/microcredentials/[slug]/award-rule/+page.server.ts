import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import { NotFound } from '#domain/identity/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { outcomesOfTask } from '#domain/assessment/task.ts';
import { coveredOutcomes, weightsOf, type RuleProblem } from '#domain/assessment/award-rule.ts';
import { requirementSentence } from '#domain/assessment/award-rule-words.ts';
import { routeSentence } from '#domain/assessment/award-route-words.ts';
import { assessmentsForAuthor, saveAwardRule } from '#domain/assessment/server/api.ts';
import { gradeRows, ruleFrom, ruleValues, typedValues } from './rule-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { draft, published, offerings } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const version = draft ?? published;
  if (!version) throw new NotFound('microcredential');
  const { assessments, rule } = await assessmentsForAuthor(locals.platform, locals.actor, version.id);
  const covered = coveredOutcomes(
    rule,
    assessments.map(({ id, items, task }) => ({
      id,
      outcomes: [...items.flatMap((item) => item.outcomes), ...outcomesOfTask(task)],
    })),
  );
  const needsSessions = rule.requires.some(({ kind }) => kind === 'attendance' || kind === 'required-sessions');
  return {
    frozen: version.status === 'published',
    assessments: assessments.map(({ id, title }) => ({ id, title })),
    values: ruleValues(rule),
    gradeRows,
    words: rule.requires.map((requirement) => requirementSentence(requirement, assessments)),
    weights: rule.weights
      ? weightsOf(rule).map(({ assessmentId, weight }) => ({
          title: assessments.find(({ id }) => id === assessmentId)?.title ?? '',
          weight,
        }))
      : [],
    routes: (rule.routes ?? []).map(routeSentence),
    grades: (rule.grades ?? []).toSorted((a, b) => b.from - a.from),
    // Whoever enrols in it could never be awarded.
    selfPacedWithoutSessions:
      needsSessions && offerings.some(({ mode, closedAt }) => mode === 'self-paced' && closedAt === null),
    outcomes: draftOutcomes(version.record).map(({ id, text }) => ({ id, text, covered: covered.includes(id) })),
    saved: url.searchParams.has('saved'),
  };
});

const sentences: Record<RuleProblem, readonly [field: string, sentence: () => string]> = {
  'requires-nothing': ['assessments', m.assessment_rule_requires_nothing],
  'unknown-assessment': ['assessments', m.assessment_rule_unknown_assessment],
  'same-grade': ['from-0', m.assessment_rule_same_grade],
};

export const actions: Actions = {
  default: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const { draft } = await studioMicrocredential(locals.platform, locals.actor, {
      organisationSlug: params.org,
      slug: params.slug,
    });
    if (!draft) throw new NotFound('draft');
    const { assessments } = await assessmentsForAuthor(locals.platform, locals.actor, draft.id);
    const values = typedValues(form);
    const read = ruleFrom(
      form,
      assessments.map(({ id }) => id),
    );
    if ('errors' in read) return fail(422, { values, errors: read.errors });
    const saved = await saveAwardRule(locals.platform, locals.actor, { versionId: draft.id, rule: read.rule });
    if (saved.kind === 'refused') {
      const [field, sentence] = sentences[saved.because];
      return fail(422, { values, errors: { [field]: sentence() } });
    }
    redirect(303, '?saved');
  }),
};
