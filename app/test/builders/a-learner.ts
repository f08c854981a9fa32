import type { SignedIn } from '../../src/domain/identity/identity.ts';
import { actorOf, createPerson } from '../../src/domain/identity/server/api.ts';
import { enrol } from '../../src/domain/learning/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';

/** Someone with an account and a confirmed address. */
export async function aLearner(
  platform: Platform,
  {
    displayName = 'Ada Learner',
    emailConfirmed = true,
  }: { readonly displayName?: string; readonly emailConfirmed?: boolean } = {},
): Promise<SignedIn> {
  const person = await createPerson(platform, {
    email: `${platform.newId()}@learners.example`,
    displayName,
    emailConfirmed,
  });
  return actorOf(platform, person.id);
}

/** Enrols the learner. Answers the enrolment's id. */
export async function anEnrolment(platform: Platform, learner: SignedIn, offeringId: string): Promise<string> {
  const enrolled = await enrol(platform, learner, { offeringId });
  if (enrolled.kind === 'refused') throw new Error(`not enrolled: ${enrolled.because}`);
  return enrolled.enrolmentId;
}
