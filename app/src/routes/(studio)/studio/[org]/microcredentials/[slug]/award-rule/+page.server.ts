import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import { NotFound } from '#domain/identity/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import { coveredOutcomes } from '#domain/assessment/award-rule.ts';
import { assessmentsForAuthor, saveAwardRule } from '#domain/assessment/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { draft, published } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const version = draft ?? published;
  if (!version) throw new NotFound('microcredential');
  const { assessments, rule } = await assessmentsForAuthor(locals.platform, locals.actor, version.id);
  const covered = coveredOutcomes(
    rule,
    assessments.map(({ id, items }) => ({ id, outcomes: items.flatMap((item) => item.outcomes) })),
  );
  return {
    frozen: version.status === 'published',
    assessments: assessments.map(({ id, title, settings }) => ({ id, title, passMark: settings.passMark })),
    rule,
    outcomes: draftOutcomes(version.record).map(({ id, text }) => ({ id, text, covered: covered.includes(id) })),
    saved: url.searchParams.has('saved'),
  };
});

export const actions: Actions = {
  default: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const { draft } = await studioMicrocredential(locals.platform, locals.actor, {
      organisationSlug: params.org,
      slug: params.slug,
    });
    if (!draft) throw new NotFound('draft');
    const saved = await saveAwardRule(locals.platform, locals.actor, {
      versionId: draft.id,
      rule: {
        requires: [
          ...form.getAll('assessments').map((id) => ({ kind: 'assessment-passed' as const, assessmentId: String(id) })),
          ...(form.has('lessons') ? [{ kind: 'lessons-done' as const }] : []),
        ],
      },
    });
    if (saved.kind === 'refused') {
      const sentence =
        saved.because === 'requires-nothing'
          ? m.assessment_rule_requires_nothing()
          : m.assessment_rule_unknown_assessment();
      return fail(422, { errors: { assessments: sentence } });
    }
    redirect(303, '?saved');
  }),
};
