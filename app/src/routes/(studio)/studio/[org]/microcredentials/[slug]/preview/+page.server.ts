import { assessmentsInBrief, previewPapers, previewResult, previewTasks } from '#domain/assessment/server/api.ts';
import { draftOutcomes, recordSchema } from '#domain/catalogue/record.ts';
import { organisationsNamed, studioMicrocredential } from '#domain/catalogue/server/api.ts';
import { statedOnly } from '#domain/catalogue/what-is-missing.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { contentInFull } from '#domain/learning/server/api.ts';
import { issuerBySlug } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { answersIn } from '../../../../../../(learner)/learning/[enrolment]/attempts/[attempt]/responses.ts';
import { namesOf } from '../../../../../../(public)/microcredentials/[slug]/names-of.ts';
import { textOf } from '../../../../form.ts';
import { previewStates } from './states.ts';
import type { Actions, PageServerLoad } from './$types';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly org: string; readonly slug: string };
}

/** The draft, or what was published last where there is none. */
async function asked({ locals, params }: Asked) {
  const { draft, published, organisation } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  const version = draft ?? published;
  if (version === undefined) throw new NotFound('version');
  return { version, organisation };
}

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const { version, organisation } = await asked({ locals, params });
  const [{ modules, lessons }, papers, tasks, brief, issuer] = await Promise.all([
    contentInFull(platform, actor, version.id),
    previewPapers(platform, actor, version.id),
    previewTasks(platform, actor, version.id),
    assessmentsInBrief(platform, version.id),
    issuerBySlug(platform, organisation.slug),
  ]);
  const slug = url.searchParams.get('lesson');
  const lesson = lessons.find((one) => one.slug === slug);
  // Learners never meet a record that is not whole; what is missing, the checklist says.
  const record = recordSchema.safeParse(statedOnly(version.record)).data;
  const named = record && (await organisationsNamed(platform, record));
  return {
    state: previewStates.find((one) => one === url.searchParams.get('as')) ?? 'before',
    number: version.number,
    isDraft: version.status === 'draft',
    description: named && {
      record,
      named: namesOf(named),
      number: version.number,
      publishedAt: version.status === 'published' ? version.publishedAt : undefined,
      provider: { slug: organisation.slug, name: organisation.name, colour: organisation.colour },
      confirmations: (issuer?.confirmations ?? []).map(({ id, method, evidence }) => ({ id, method, evidence })),
      modules: modules.map(({ id, title, lessons: own }) => ({
        id,
        title,
        lessons: own.map(({ title: lessonTitle, minutes }) => ({ title: lessonTitle, minutes })),
      })),
      assessments: brief.map(({ id, title, settings, questionCount, task }) => ({
        id,
        title,
        isTask: task !== undefined,
        questionCount,
        passMark: settings.passMark,
        attemptLimit: settings.attemptLimit,
      })),
    },
    modules,
    lesson: lesson && { slug: lesson.slug, title: lesson.title, html: lesson.html },
    papers,
    tasks,
    outcomes: draftOutcomes(version.record),
  };
});

export const actions: Actions = {
  /** Marks the answers and keeps nothing. */
  mark: answering(async ({ locals, params, request }) => {
    const { version } = await asked({ locals, params });
    const form = await request.formData();
    return previewResult(locals.platform, locals.actor, {
      versionId: version.id,
      assessmentId: textOf(form, 'assessment'),
      responses: answersIn(form).responses,
    });
  }),
};
