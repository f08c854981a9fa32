import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { microcredentialById } from '#domain/catalogue/server/api.ts';
import { participantEnrolment } from '#domain/learning/server/api.ts';
import { mayGrantResit, settingsFor, type Accommodation } from '../allowance.ts';
import { accommodationOf, allowancesOf, resitsOf, type Resit } from './allowances.store.ts';
import { assessmentsOfVersion } from './assessment.store.ts';
import { earlierAttempts } from './earlier-attempts.ts';

/** A participant's enrolment, for the registrars and owners of its provider. */
export async function requireRegistrar(platform: Platform, actor: Actor, enrolmentId: string) {
  // Asks that the actor is a registrar there.
  const enrolment = await participantEnrolment(platform, actor, enrolmentId);
  const microcredential = await microcredentialById(platform, enrolment.microcredentialId);
  if (!microcredential) throw new NotFound('participant');
  return { enrolment, organisationId: microcredential.organisationId };
}

export interface Arrangements {
  readonly accommodation: Accommodation;
  readonly assessments: readonly {
    readonly id: string;
    readonly title: string;
    readonly used: number;
    readonly limit: number | null;
    readonly mayResit: boolean;
  }[];
  readonly resits: readonly Resit[];
}

/** What is arranged for a participant, and how many attempts they have used: for those who may change it. */
export async function arrangementsFor(platform: Platform, actor: Actor, enrolmentId: string): Promise<Arrangements> {
  const { enrolment } = await requireRegistrar(platform, actor, enrolmentId);
  const allowance = await allowancesOf(platform.db, enrolment);
  const earlier = await earlierAttempts(platform.db, enrolment.id);
  const assessments = await assessmentsOfVersion(platform.db, enrolment.versionId);
  return {
    accommodation: await accommodationOf(platform.db, enrolment),
    assessments: assessments.map(({ id, title, settings }) => {
      const own = settingsFor(settings, allowance(id));
      const attempts = earlier.at(id);
      return {
        id,
        title,
        used: attempts.length,
        limit: own.attemptLimit,
        mayResit: mayGrantResit(own, attempts) === null,
      };
    }),
    resits: await resitsOf(platform.db, enrolment),
  };
}
