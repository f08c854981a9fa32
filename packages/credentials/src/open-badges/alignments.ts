import type { JsonObject } from '../json/json.ts';
import { compact } from '../json/json.ts';
import type { AchievementInput, AlignmentInput, ConceptInput } from './input.ts';
import { recommendation, targetTypes } from './vocabulary.ts';

/** The achievement's alignments: skills, outcomes, levels, then the EU elements. */
export function buildAlignments(achievement: AchievementInput): readonly JsonObject[] {
  const { assurance } = achievement;
  return [
    ...(achievement.skills ?? []).map((skill) => buildAlignment(skill)),
    ...achievement.outcomes.map(({ id, text }) => buildAlignment({ name: text, url: id, type: targetTypes.outcome })),
    ...(achievement.levels ?? []).map((level) => buildAlignment({ ...level, type: targetTypes.level })),
    ...assurance.assessmentTypes.map((concept) => buildElement(concept, targetTypes.assessmentType)),
    buildElement(assurance.participation, targetTypes.participation),
    ...assurance.qualityAssurance.map((concept) => buildElement(concept, targetTypes.qualityAssurance)),
    ...optional(assurance.supervision).map((concept) => buildElement(concept, targetTypes.supervision)),
    ...optional(assurance.stackability).map((concept) => buildElement(concept, targetTypes.stackability)),
  ];
}

function buildElement(concept: ConceptInput, type: string): JsonObject {
  return buildAlignment({
    ...concept,
    url: concept.url ?? recommendation.url,
    framework: recommendation.name,
    type,
  });
}

function buildAlignment(alignment: AlignmentInput): JsonObject {
  return compact({
    type: ['Alignment'],
    targetName: alignment.name,
    targetUrl: alignment.url,
    targetFramework: alignment.framework,
    targetCode: alignment.code,
    targetDescription: alignment.description,
    targetType: alignment.type,
  });
}

function optional<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
