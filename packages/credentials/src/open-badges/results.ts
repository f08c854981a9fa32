import type { JsonObject } from '../json/json.ts';
import { compact } from '../json/json.ts';
import type { AchievementCredentialInput } from './input.ts';
import { workloadResultType } from './vocabulary.ts';

/** What results mean: one description for each outcome, for the workload and for each grade. */
export function buildResultDescriptions({
  achievement,
  results = [],
}: AchievementCredentialInput): readonly JsonObject[] {
  return [
    ...achievement.outcomes.map(({ id, text }) => ({
      id,
      type: ['ResultDescription'],
      name: text,
      resultType: 'Status',
    })),
    ...(achievement.workloadHours === undefined
      ? []
      : [
          {
            id: workloadId(achievement.id),
            type: ['ResultDescription'],
            name: 'Notional workload in hours',
            resultType: workloadResultType,
          },
        ]),
    ...results.map((result) =>
      compact({
        id: result.id,
        type: ['ResultDescription'],
        name: result.name,
        resultType: result.type,
        valueMin: result.minimum,
        valueMax: result.maximum,
        requiredValue: result.required,
      }),
    ),
  ];
}

/** The results themselves: the award rule lets no outcome go unassessed, so each is completed. */
export function buildResults({ achievement, results = [] }: AchievementCredentialInput): readonly JsonObject[] {
  return [
    ...achievement.outcomes.map(({ id }) => ({ type: ['Result'], resultDescription: id, status: 'Completed' })),
    ...(achievement.workloadHours === undefined
      ? []
      : [
          { type: ['Result'], resultDescription: workloadId(achievement.id), value: String(achievement.workloadHours) },
        ]),
    ...results.map(({ id, value }) => ({ type: ['Result'], resultDescription: id, value })),
  ];
}

function workloadId(achievementId: string): string {
  return `${achievementId.split('#')[0] ?? achievementId}#workload`;
}
