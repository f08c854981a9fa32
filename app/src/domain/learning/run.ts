import type { Offering } from '#domain/catalogue/catalogue.ts';
import type { Enrolment } from './learning.ts';

/** When an enrolment ends: with its run, or later where the learner was given longer. Null of what is self-paced. */
export function endOf(
  { endsAt }: Pick<Offering, 'endsAt'>,
  { extendedUntil }: Pick<Enrolment, 'extendedUntil'>,
): Date | null {
  if (endsAt === null) return null;
  return extendedUntil !== null && extendedUntil > endsAt ? extendedUntil : endsAt;
}

/** Why a learner can't be assessed at a moment: lessons are open all the same. */
export function runRefusal(
  offering: Pick<Offering, 'startsAt' | 'endsAt'>,
  enrolment: Pick<Enrolment, 'extendedUntil'>,
  now: Date,
): 'run-not-begun' | 'run-over' | null {
  if (offering.startsAt !== null && now < offering.startsAt) return 'run-not-begun';
  const end = endOf(offering, enrolment);
  return end !== null && now >= end ? 'run-over' : null;
}
