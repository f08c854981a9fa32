import { offeringById } from '#domain/catalogue/server/api.ts';
import type { Enrolment } from '#domain/learning/learning.ts';
import { runRefusal } from '#domain/learning/run.ts';
import type { Platform } from '#platform/server/platform.ts';

/** Why a learner can't be assessed now for the dates of their run; null where it has none that stand in the way. */
export async function runRefusalOf(
  platform: Platform,
  enrolment: Pick<Enrolment, 'offeringId' | 'extendedUntil'>,
): Promise<ReturnType<typeof runRefusal>> {
  const offering = await offeringById(platform, enrolment.offeringId);
  return offering ? runRefusal(offering, enrolment, platform.clock()) : null;
}
