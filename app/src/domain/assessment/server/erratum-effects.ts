import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { participantsByIds, type Participant } from '#domain/learning/server/api.ts';
import type { Verdict } from '../assessment.ts';
import { applyAwardRule } from '../award-rule.ts';
import { markedAnew } from '../erratum.ts';
import type { Question } from '../question-kinds.ts';
import { enrolmentsLowered, markedAttempts, type MarkedAttempt } from './marked-attempts.store.ts';
import { participantResults } from './participant-results.ts';

export interface Affected {
  readonly enrolmentId: string;
  readonly name: string;
}

/** What a corrected key would change. */
export interface ErratumEffects {
  /** Attempts handed in that asked the question. */
  readonly judged: number;
  /** Of these, those whose points change. */
  readonly changed: number;
  readonly nowPass: readonly Affected[];
  readonly noLongerPass: readonly Affected[];
  /** Who would get the award. */
  readonly awarded: readonly Affected[];
  /** Who has the award, and would not get it by what they then have. It is not taken away. */
  readonly inDoubt: readonly Affected[];
}

export async function effectsOf(
  platform: Platform,
  actor: Actor,
  by: { readonly microcredentialId: string; readonly questionVersionId: string; readonly question: Question },
): Promise<ErratumEffects> {
  const changes: { readonly attempt: MarkedAttempt; readonly after: Verdict }[] = [];
  let judged = 0;
  for (let after: string | null = null; ;) {
    const page: readonly MarkedAttempt[] = await markedAttempts(platform.db, by.questionVersionId, { after });
    for (const attempt of page) {
      const verdict = markedAnew(attempt.judgement, attempt.settings, { ...by, response: attempt.response });
      if (verdict) changes.push({ attempt, after: verdict });
    }
    judged += page.length;
    after = page.at(-1)?.attemptId ?? null;
    if (after === null) break;
  }
  const people = await participantsIn(
    platform,
    actor,
    by.microcredentialId,
    changes.map(({ attempt }) => attempt.enrolmentId),
  );
  const instead = new Map(changes.map(({ attempt, after: verdict }) => [attempt.attemptId, verdict]));
  const results = await participantResults(platform, people, instead);
  const grants = (one: Participant): boolean => {
    const result = results.get(one.enrolment.id);
    return result !== undefined && applyAwardRule(result.rule, result.facts).granted;
  };
  const whose = (of: (change: (typeof changes)[number]) => boolean): readonly Affected[] => {
    const ids = new Set(changes.filter(of).map(({ attempt }) => attempt.enrolmentId));
    return people.filter(({ enrolment }) => ids.has(enrolment.id)).map(affected);
  };
  return {
    judged,
    changed: changes.length,
    nowPass: whose(({ attempt, after: verdict }) => verdict.passed && !attempt.judgement.passed),
    noLongerPass: whose(({ attempt, after: verdict }) => !verdict.passed && attempt.judgement.passed),
    awarded: people
      .filter((one) => !one.enrolment.completedAt && !one.enrolment.withdrawnAt && grants(one))
      .map(affected),
    inDoubt: people.filter((one) => one.enrolment.completedAt && !grants(one)).map(affected),
  };
}

const mostInDoubt = 500;

/** Those whose award would not be granted by what corrections left them with. Whether it stands, a registrar decides. */
export async function awardsInDoubt(
  platform: Platform,
  actor: Actor,
  microcredentialId: string,
): Promise<readonly Affected[]> {
  const ids = await enrolmentsLowered(platform.db, { microcredentialId, limit: mostInDoubt });
  return inDoubtAmong(platform, actor, microcredentialId, ids);
}

/** Those of some enrolments for whom the award rule would not grant the award as things stand. */
export async function inDoubtAmong(
  platform: Platform,
  actor: Actor,
  microcredentialId: string,
  ids: readonly string[],
): Promise<readonly Affected[]> {
  const people = await participantsIn(platform, actor, microcredentialId, ids);
  const results = await participantResults(platform, people);
  return people
    .filter(({ enrolment }) => {
      const result = results.get(enrolment.id);
      return result !== undefined && !applyAwardRule(result.rule, result.facts).granted;
    })
    .map(affected);
}

function affected({ enrolment, name }: Participant): Affected {
  return { enrolmentId: enrolment.id, name };
}

const mostAtOnce = 500;

async function participantsIn(
  platform: Platform,
  actor: Actor,
  microcredentialId: string,
  enrolmentIds: readonly string[],
): Promise<readonly Participant[]> {
  const ids = [...new Set(enrolmentIds)];
  const found: Participant[] = [];
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const some = ids.slice(from, from + mostAtOnce);
    found.push(...(await participantsByIds(platform, actor, { microcredentialId, ids: some })));
  }
  return found;
}
