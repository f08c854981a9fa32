import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { writePart } from '#domain/catalogue/server/api.ts';
import { coveredOutcomes, requiredAssessments } from '../award-rule.ts';
import { assessmentsOfVersion, itemsOf, ruleOfVersion } from './assessment.store.ts';

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
  const items = await itemsOf(
    trx,
    assessments.map(({ id }) => id),
  );
  const rule = (await ruleOfVersion(trx, versionId)) ?? { requires: [] };
  const outcomesOf = (assessmentId: string): readonly string[] =>
    items.filter((item) => item.assessmentId === assessmentId).flatMap((item) => item.outcomes);

  const empty = assessments.filter(({ id }) => !items.some((item) => item.assessmentId === id));
  await writePart(platform, trx, {
    versionId,
    part: 'assessment',
    hash: hashOf({ assessments, items }),
    coveredOutcomes: [...new Set(items.flatMap((item) => item.outcomes))].sort(),
    problems: [
      ...(assessments.length === 0 ? ['assessment-missing'] : []),
      ...(empty.length > 0 ? ['assessment-without-questions'] : []),
    ],
  });

  const known = new Set(assessments.map(({ id }) => id));
  const required = requiredAssessments(rule);
  await writePart(platform, trx, {
    versionId,
    part: 'award-rule',
    hash: hashOf(rule),
    coveredOutcomes: coveredOutcomes(
      rule,
      assessments.map(({ id }) => ({ id, outcomes: outcomesOf(id) })),
    ),
    problems: [
      ...(required.length === 0 ? ['award-rule-requires-nothing'] : []),
      ...(required.some((id) => !known.has(id)) ? ['award-rule-names-unknown-assessment'] : []),
    ],
  });
}

function hashOf(part: unknown): string {
  return createHash('sha256').update(JSON.stringify(part)).digest('hex');
}
