import type { Json, JsonObject } from '../json/json.ts';
import { compact } from '../json/json.ts';
import { credentialsContext, openBadgesContext, openBadgesExtensionsContext } from '../json-ld/contexts.ts';
import type { StatusEntry } from '../status-list/credential.ts';
import { buildStatusEntry } from '../status-list/credential.ts';
import { buildAlignments } from './alignments.ts';
import { formatDate } from './dates.ts';
import { buildIdentifiers } from './identity.ts';
import type { AchievementCredentialInput, AchievementInput, EvidenceInput } from './input.ts';
import { buildImage, buildProfile } from './profile.ts';
import { buildResultDescriptions, buildResults } from './results.ts';
import { achievementSchema } from './vocabulary.ts';

/**
 * An unsigned Open Badges 3.0 AchievementCredential on W3C VC 2.0, valid by the official JSON schema, in contexts
 * that every verifier of Open Badges knows. Open Badges has no words for some of what a microcredential must state,
 * and a context of our own would be unreadable to others, so these stand where Open Badges leaves room:
 *
 * - outcomes: an alignment (`ext:LearningOutcome`) and a result (`Completed`) each
 * - workload: a result in hours (`ext:WorkloadHours`); ECTS: `creditsAvailable` and `creditsEarned`
 * - level: an alignment to the framework's own entry (`ext:QualificationLevel`)
 * - type of assessment, participation, quality assurance, supervision and identity check, stackability: alignments to
 *   entries of vocabularies (`ext:AssessmentType` and so on, vocabulary.ts)
 * - country: the issuer's address; deliverer: the subject's `source`
 *
 * The official schema allows one `credentialStatus`. Revocation stands there, where every verifier looks; the entry
 * for suspension, the same kind of object, stands among the `termsOfUse`: it states on what terms the credential is
 * accepted for the time being.
 *
 * @throws CredentialError date-invalid
 */
export function buildAchievementCredential(input: AchievementCredentialInput): JsonObject {
  const { achievement } = input;
  return compact({
    '@context': [credentialsContext, openBadgesContext, openBadgesExtensionsContext],
    id: input.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.name,
    issuer: buildProfile(input.issuer),
    validFrom: formatDate(input.validFrom),
    validUntil: input.validUntil === undefined ? undefined : formatDate(input.validUntil),
    awardedDate: formatDate(input.awardedAt ?? input.validFrom),
    credentialSubject: compact({
      id: input.subject.did,
      type: ['AchievementSubject'],
      identifier: nonEmpty(buildIdentifiers(input.subject)),
      activityStartDate: input.activity?.start === undefined ? undefined : formatDate(input.activity.start),
      activityEndDate: input.activity?.end === undefined ? undefined : formatDate(input.activity.end),
      creditsEarned: achievement.ects,
      source: input.deliverer === undefined ? undefined : buildProfile(input.deliverer),
      achievement: buildAchievement(achievement, input),
      result: nonEmpty(buildResults(input))
    }),
    evidence: nonEmpty((input.evidence ?? []).map(buildEvidence)),
    credentialSchema: [{ id: achievementSchema, type: '1EdTechJsonSchemaValidator2019' }],
    ...placeStatusEntries(input.status ?? [])
  });
}

function buildAchievement(achievement: AchievementInput, input: AchievementCredentialInput): JsonObject {
  return compact({
    id: achievement.id,
    type: ['Achievement'],
    achievementType: 'MicroCredential',
    name: achievement.name,
    description: achievement.description,
    criteria: compact({ id: achievement.criteria.url, narrative: achievement.criteria.narrative }),
    creator: buildProfile(achievement.creator),
    image: achievement.image === undefined ? undefined : buildImage(achievement.image),
    tag: nonEmpty(achievement.tags ?? []),
    inLanguage: achievement.language,
    version: achievement.version,
    fieldOfStudy: achievement.fieldOfStudy,
    humanCode: achievement.humanCode,
    creditsAvailable: achievement.ects,
    alignment: nonEmpty(buildAlignments(achievement)),
    resultDescription: nonEmpty(buildResultDescriptions(input))
  });
}

/** See `buildAchievementCredential` for why there are two places. */
function placeStatusEntries(entries: readonly StatusEntry[]): { readonly [key: string]: Json | undefined } {
  const [first, ...others] = entries.toSorted((a, b) => a.purpose.localeCompare(b.purpose)).map(buildStatusEntry);
  return { credentialStatus: first, termsOfUse: nonEmpty(others) };
}

function buildEvidence(evidence: EvidenceInput): JsonObject {
  return compact({ type: ['Evidence'], ...evidence });
}

function nonEmpty(items: readonly Json[]): readonly Json[] | undefined {
  return items.length === 0 ? undefined : items;
}
