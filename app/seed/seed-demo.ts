import { signAnew } from '#domain/awards/server/api.ts';
import { organisationBySlug } from '#domain/organisations/server/api.ts';
import { exclusively } from '#platform/server/exclusively.ts';
import type { Platform } from '#platform/server/platform.ts';
import { demoState, servedAt, updateDemoState, type DemoState } from './demo-state.ts';
import { demoCourses, publishCourse } from './story/courses.ts';
import { inThePast } from './story/in-the-past.ts';
import { journeys, walk } from './story/journeys.ts';
import { demoProviders } from './story/providers.ts';

/**
 * Tells the story to its end, and signs its awards anew where they were signed for another ORIGIN. Whoever calls it while
 * it runs elsewhere waits for that run, and then finds nothing left to do.
 * @param signal ends it between two steps; the next run goes on from there.
 */
export async function seedDemo(here: Platform, signal?: AbortSignal): Promise<void> {
  await exclusively(here.db, 'demo-story', async () => {
    const state = await demoState(here);
    if (!state) return;
    const platform = servedAt(here, state);
    if (!state.told) {
      for (const course of Object.values(demoCourses)) {
        signal?.throwIfAborted();
        await publishCourse({ platform, state }, course);
      }
      for (const journey of journeys) {
        signal?.throwIfAborted();
        await walk({ platform, state }, journey);
      }
      await updateDemoState(here, { told: true });
    }
    if (state.signedFor !== state.origin) await signForOrigin(platform, state);
  });
}

async function signForOrigin(platform: Platform, { origin }: DemoState): Promise<void> {
  // Nobody is told: to those who hold the credentials nothing happened.
  const quiet = inThePast(platform, platform.clock());
  for (const { slug } of demoProviders) {
    const provider = await organisationBySlug(platform, slug);
    if (provider) await signAnew(quiet, { organisationId: provider.id });
  }
  await updateDemoState(platform, { signedFor: origin });
}
