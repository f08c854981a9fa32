import { assessmentsForReviewer } from '#domain/assessment/server/api.ts';
import { draftOutcomes } from '#domain/catalogue/record.ts';
import type { Version } from '#domain/catalogue/server/api.ts';
import { contentInFull, type ContentInFull } from '#domain/learning/server/api.ts';
import { organisationsByIds } from '#domain/organisations/server/api.ts';
import { assessmentText } from './assessment-text.ts';
import { contentText } from './content-text.ts';
import { recordText } from './record-text.ts';
import type { TextPart } from './text-part.ts';

export interface VersionInWords {
  readonly parts: readonly TextPart[];
  readonly content: ContentInFull;
}

/** All of a version in words, keys to its questions included: for the provider's authors and reviewers. */
export async function versionInWords(
  { platform, actor }: Pick<App.Locals, 'platform' | 'actor'>,
  version: Version,
): Promise<VersionInWords> {
  const { awardingBodyId, delivererId, jointAwardingBodyIds } = version.record;
  const named = [awardingBodyId, delivererId, jointAwardingBodyIds, version.organisationId]
    .flat()
    .filter((id) => typeof id === 'string');
  const [content, assessed, organisations] = await Promise.all([
    contentInFull(platform, actor, version.id),
    assessmentsForReviewer(platform, actor, version.id),
    organisationsByIds(platform, [...new Set(named)]),
  ]);
  const outcomes = new Map(draftOutcomes(version.record).map(({ id, text }) => [id, text]));
  return {
    content,
    parts: [
      ...recordText(version.record, new Map(organisations.map(({ id, name }) => [id, name]))),
      ...contentText(content, outcomes),
      ...assessmentText(assessed, outcomes),
    ],
  };
}
