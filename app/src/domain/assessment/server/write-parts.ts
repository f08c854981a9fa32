import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { writePart } from '#domain/catalogue/server/api.ts';
import { coveredOutcomes, ruleProblem } from '../award-rule.ts';
import { outcomesOfTask } from '../task.ts';
import { guaranteedOutcomes, isShort, supplyOf } from '../pools.ts';
import { assessmentsOfVersion, itemsOf, ruleOfVersion } from './assessment.store.ts';
import { poolsOf } from './pools.store.ts';

/**
 * Tells the catalogue what this version's assessments and award rule are (a hash each), which outcomes they cover,
 * and what still keeps them from being published. Called at the end of every change, in its transaction.
 */
export async function writeAssessmentParts(
  platform: Platform,
  trx: Transaction<Database>,
  versionId: string,
): Promise<void> {
  const assessments = await assessmentsOfVersion(trx, versionId);
  const ids = assessments.map(({ id }) => id);
  const items = await itemsOf(trx, ids);
  const pools = await poolsOf(trx, ids);
  const rule = (await ruleOfVersion(trx, versionId)) ?? { requires: [] };
  const asked = new Map(
    ids.map((id) => {
      const fixed = items.filter((item) => item.assessmentId === id);
      return [id, { fixed, pools: pools.filter((pool) => pool.assessmentId === id) }];
    }),
  );
  // A pool covers an outcome only where every draw of it does.
  const outcomesOf = (assessmentId: string): readonly string[] => {
    const task = assessments.find(({ id }) => id === assessmentId)?.task;
    // A task asks by its criteria alone.
    if (task) return outcomesOfTask(task);
    const { fixed = [], pools: own = [] } = asked.get(assessmentId) ?? {};
    const questionIds = fixed.map(({ questionId }) => questionId);
    return [...fixed.flatMap((item) => item.outcomes), ...own.flatMap((pool) => guaranteedOutcomes(pool, questionIds))];
  };
  const quizzes = assessments.filter(({ task }) => !task).flatMap(({ id }) => asked.get(id) ?? []);
  const empty = quizzes.some(({ fixed, pools: own }) => fixed.length + own.length === 0);
  const short = quizzes.some(({ fixed, pools: own }) =>
    supplyOf(
      own,
      fixed.map(({ questionId }) => questionId),
    ).some(isShort),
  );
  await writePart(platform, trx, {
    versionId,
    part: 'assessment',
    hash: hashOf({ assessments, items, ...(pools.length > 0 ? { pools } : {}) }),
    coveredOutcomes: [...new Set(ids.flatMap(outcomesOf))].sort(),
    problems: [
      ...(assessments.length === 0 ? ['assessment-missing'] : []),
      ...(empty ? ['assessment-without-questions'] : []),
      ...(short ? ['pool-too-small'] : []),
    ],
  });

  const problem = ruleProblem(
    rule,
    assessments.map(({ id }) => id),
  );
  await writePart(platform, trx, {
    versionId,
    part: 'award-rule',
    hash: hashOf(rule),
    coveredOutcomes: coveredOutcomes(
      rule,
      assessments.map(({ id }) => ({ id, outcomes: outcomesOf(id) })),
    ),
    problems: [
      ...(problem === 'requires-nothing' ? ['award-rule-requires-nothing'] : []),
      ...(problem === 'unknown-assessment' ? ['award-rule-names-unknown-assessment'] : []),
    ],
  });
}

function hashOf(part: unknown): string {
  return createHash('sha256').update(JSON.stringify(part)).digest('hex');
}
