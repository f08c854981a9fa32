import type { Transaction } from 'kysely';
import type { Database } from '#platform/server/schema.ts';
import { attendanceOf, lessonsDone, type Enrolment } from '#domain/learning/server/api.ts';
import { attendanceIn } from '#domain/learning/teaching-session.ts';
import type { LearnerFacts } from '../award-rule.ts';
import { isSupervisedAs, type SupervisionKind } from '../supervision.ts';
import { assessmentsOfVersion } from './assessment.store.ts';
import { findSupervision } from './supervision.store.ts';
import { findRecognitions, type Recognition } from './evidence.store.ts';
import { findConfirmed } from './award-confirmation.store.ts';
import { attemptsOfEnrolment, judgementsOfEnrolment, type Attempt, type Judgement } from './attempt.store.ts';

export interface AssessedFacts extends LearnerFacts {
  readonly attempts: readonly Attempt[];
  /** What an assessor found of their evidence of prior learning; null before, and where there is none. */
  readonly recognition: Recognition | null;
  readonly verdicts: readonly (Judgement & {
    readonly assessmentId: string;
    /** What was recorded of the attempt. A pass counts only where it was supervised as its assessment asks. */
    readonly supervision: readonly SupervisionKind[];
  })[];
}

/** What the award rule decides on, read inside the deciding transaction. */
export async function learnerFacts(trx: Transaction<Database>, enrolment: Enrolment): Promise<AssessedFacts> {
  const attempts = await attemptsOfEnrolment(trx, enrolment.id);
  const assessmentOf = new Map(attempts.map((attempt) => [attempt.id, attempt.assessmentId]));
  const asked = new Map((await assessmentsOfVersion(trx, enrolment.versionId)).map((one) => [one.id, one.settings]));
  const recorded = await findSupervision(trx, [enrolment.id]);
  const verdicts = (await judgementsOfEnrolment(trx, enrolment.id)).map((judgement) => {
    const assessmentId = assessmentOf.get(judgement.attemptId) ?? '';
    const supervision = recorded.get(judgement.attemptId) ?? [];
    const passed = judgement.passed && isSupervisedAs(asked.get(assessmentId)?.supervision, supervision);
    return { ...judgement, assessmentId, supervision, passed };
  });
  const lessons = await lessonsDone(trx, { personId: enrolment.personId, versionId: enrolment.versionId });
  const attendance = (await attendanceOf(trx, [enrolment])).get(enrolment.id) ?? attendanceIn([], new Map());
  const confirmed = (await findConfirmed(trx, [enrolment.id])).has(enrolment.id);
  const recognition = (await findRecognitions(trx, [enrolment.id])).get(enrolment.id) ?? null;
  const recognised = recognition?.passed === true;
  return { attempts, verdicts, judgements: verdicts, lessons, attendance, confirmed, recognition, recognised };
}
