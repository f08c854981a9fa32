import { answering } from '#platform/server/answering.ts';
import { awardOfEnrolment } from '#domain/awards/server/api.ts';
import { myLearning, type Learning } from '#domain/learning/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals }) => {
  const learning = await myLearning(locals.platform, locals.actor);
  const completed = learning.filter(({ enrolment }) => enrolment.completedAt !== null);
  const awards = await Promise.all(completed.map(({ enrolment }) => awardOfEnrolment(locals.platform, enrolment.id)));
  return {
    underWay: learning.filter(({ enrolment }) => enrolment.completedAt === null).map(entry),
    done: completed.map((one, index) => ({ ...entry(one), awardId: awards[index]?.id })),
  };
});

function entry({ enrolment, version, provider, progress, next }: Learning) {
  const { title, field, level } = version.record;
  return {
    id: enrolment.id,
    title,
    provider: provider.name,
    badge: { colour: provider.colour, field, level: level === null ? undefined : Number(level.value) || undefined },
    progress,
    next: next && { slug: next.slug, title: next.title },
    isBegun: progress.done > 0,
    completedAt: enrolment.completedAt,
  };
}
