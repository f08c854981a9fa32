import type { Actor } from '#domain/identity/identity.ts';
import { attendanceOf, participantsByIds, type Participant } from '#domain/learning/server/api.ts';
import { attendanceIn, type Attendance } from '#domain/learning/teaching-session.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { OutcomeResult, Verdict } from '../assessment.ts';
import {
  awaitsConfirmation,
  overallPercent,
  requiredAssessments,
  type AwardRule,
  type LearnerFacts,
} from '../award-rule.ts';
import { ruleFor } from '../award-route.ts';
import { masteryOf } from '../mastery.ts';
import { isSupervisedAs, type SupervisionKind } from '../supervision.ts';
import { assessmentsOfVersion } from './assessment.store.ts';
import { findSupervision } from './supervision.store.ts';
import { findRecognitions } from './evidence.store.ts';
import { findConfirmed } from './award-confirmation.store.ts';
import { findResults, findUnconfirmed, type AttemptResultRow } from './results.store.ts';
import { awardRuleOf } from './save-award-rule.ts';

/** How somebody has done, by the rule of the version that they take. */
export interface ParticipantResult {
  /** Assessments that must be passed. */
  readonly passed: number;
  readonly of: number;
  /** The weighted score of their best attempts in per cent; null before the first. */
  readonly percent: number | null;
  readonly attendance: Attendance;
  readonly isConfirmed: boolean;
  /** A registrar's word is all that is missing. */
  readonly awaitsConfirmation: boolean;
  readonly attempts: readonly (AttemptResultRow & { readonly supervision: readonly SupervisionKind[] })[];
  readonly mastery: readonly OutcomeResult[];
  /** What their version's award rule decides on, and what that rule is. */
  readonly facts: LearnerFacts;
  readonly rule: AwardRule;
}

/**
 * The results of participants whom the caller may see, by enrolment. The number of queries doesn't grow with them.
 * Verdicts in `instead`, by attempt, are taken for those in force: what would be if they were.
 */
export async function participantResults(
  platform: Pick<Platform, 'db'>,
  participants: readonly Participant[],
  instead: ReadonlyMap<string, Verdict> = new Map(),
): Promise<ReadonlyMap<string, ParticipantResult>> {
  const enrolments = participants.map(({ enrolment }) => enrolment);
  const ids = enrolments.map(({ id }) => id);
  const versionIds = [...new Set(enrolments.map(({ versionId }) => versionId))];
  const rules = new Map(
    await Promise.all(versionIds.map(async (id) => [id, await awardRuleOf(platform, id)] as const)),
  );
  const asked = new Map(
    (await Promise.all(versionIds.map((id) => assessmentsOfVersion(platform.db, id))))
      .flat()
      .map((one) => [one.id, one]),
  );
  const recorded = await findSupervision(platform.db, ids);
  const supervised = (await findResults(platform.db, ids)).map((row) => ({
    ...row,
    ...verdictIn(instead.get(row.attemptId)),
    supervision: recorded.get(row.attemptId) ?? [],
  }));
  const results = Map.groupBy(supervised, ({ enrolmentId }) => enrolmentId);
  const attendances = await attendanceOf(platform.db, enrolments);
  const confirmed = await findConfirmed(platform.db, ids);
  const recognitions = await findRecognitions(platform.db, ids);
  return new Map(
    participants.map(({ enrolment, progress }) => {
      const rule = ruleFor(rules.get(enrolment.versionId) ?? { requires: [] }, enrolment.route);
      const recognition = recognitions.get(enrolment.id);
      const attempts = results.get(enrolment.id) ?? [];
      const attendance = attendances.get(enrolment.id) ?? attendanceIn([], new Map());
      const isConfirmed = confirmed.has(enrolment.id);
      const judgements = attempts.map((one) => ({
        ...one,
        passed: one.passed && isSupervisedAs(asked.get(one.assessmentId)?.settings.supervision, one.supervision),
      }));
      const recognised = recognition?.passed === true;
      const facts = { judgements, lessons: progress, attendance, confirmed: isConfirmed, recognised };
      const required = requiredAssessments(rule);
      const passed = required.filter((id) => judgements.some((one) => one.passed && one.assessmentId === id));
      const isUnderWay = enrolment.withdrawnAt === null && enrolment.completedAt === null;
      return [
        enrolment.id,
        {
          passed: passed.length,
          of: required.length,
          percent: attempts.length === 0 ? null : overallPercent(rule, facts),
          attendance,
          isConfirmed,
          awaitsConfirmation: isUnderWay && awaitsConfirmation(rule, facts),
          attempts,
          mastery: recognition?.outcomes ?? masteryOf(attempts),
          facts,
          rule,
        },
      ];
    }),
  );
}

function verdictIn(verdict: Verdict | undefined) {
  if (!verdict) return {};
  const { score, outOf, passed, outcomes } = verdict;
  return { score, outOf, passed, outcomes };
}

const mostWaiting = 500;

/** Those for whom a registrar's word is all that is missing: who has waited longest since enrolling comes first. */
export async function waitingForConfirmation(
  platform: Platform,
  actor: Actor,
  microcredentialId: string,
): Promise<readonly Participant[]> {
  const ids = await findUnconfirmed(platform.db, { microcredentialId, limit: mostWaiting });
  const candidates = await participantsByIds(platform, actor, { microcredentialId, ids });
  const results = await participantResults(platform, candidates);
  return candidates.filter(({ enrolment }) => results.get(enrolment.id)?.awaitsConfirmation);
}
