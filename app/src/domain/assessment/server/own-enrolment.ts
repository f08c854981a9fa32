import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requirePerson } from '#domain/identity/server/api.ts';
import { enrolmentById, type Enrolment } from '#domain/learning/server/api.ts';

/** The learner's own enrolment. Somebody else's answers like one that does not exist. */
export async function requireOwnEnrolment(platform: Platform, actor: Actor, enrolmentId: string): Promise<Enrolment> {
  const person = requirePerson(actor);
  const enrolment = await enrolmentById(platform, enrolmentId);
  if (!enrolment || enrolment.personId !== person.personId) throw new NotFound('enrolment');
  return enrolment;
}
