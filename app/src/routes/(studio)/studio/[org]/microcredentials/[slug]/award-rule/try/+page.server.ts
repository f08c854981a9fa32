import { applyAwardRule, gradeOf, overallPercent } from '#domain/assessment/award-rule.ts';
import { requirementSentence, standing } from '#domain/assessment/award-rule-words.ts';
import { assessmentsForAuthor } from '#domain/assessment/server/api.ts';
import { studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { lessonsOf } from '#domain/learning/learning.ts';
import { modulesOf } from '#domain/learning/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { factsOf, madeUp, requiredSessions, samplesFrom, sessions } from './sample-learners.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { draft, published } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const version = draft ?? published;
  if (!version) throw new NotFound('microcredential');
  const { assessments, rule } = await assessmentsForAuthor(locals.platform, locals.actor, version.id);
  const lessons = lessonsOf(await modulesOf(locals.platform, version.id)).length;
  const tried = { assessments, lessons };
  const asks = (...kinds: readonly string[]) => rule.requires.some(({ kind }) => kinds.includes(kind));
  return {
    assessments: assessments.map(({ id, title, settings }) => ({ id, title, passMark: settings.passMark })),
    of: { lessons, sessions, required: requiredSessions },
    asks: {
      lessons: asks('lessons-done'),
      sessions: asks('attendance'),
      required: asks('required-sessions'),
      confirmed: asks('confirmed'),
    },
    hasRule: rule.requires.length > 0,
    samples: (samplesFrom(url.searchParams, tried) ?? madeUp(tried)).map((sample) => {
      const facts = factsOf(sample, tried);
      const { granted, met } = applyAwardRule(rule, facts);
      const percent = overallPercent(rule, facts);
      return {
        ...sample,
        granted,
        percent,
        grade: gradeOf(rule, facts),
        reasons: rule.requires.map((requirement) => ({
          isMet: met.includes(requirement),
          sentence: requirementSentence(requirement, assessments),
          standing: standing(requirement, facts, percent),
        })),
      };
    }),
  };
});
