import { CredentialError } from '../errors.ts';
import type { Json, JsonObject } from '../json/json.ts';
import { compact, isObject, isString } from '../json/json.ts';
import { credentialsContext, openBadgesContext, openBadgesExtensionsContext } from '../json-ld/contexts.ts';
import type { StatusEntry } from '../status-list/credential.ts';
import { buildStatusEntry } from '../status-list/credential.ts';
import { buildAlignments } from './alignments.ts';
import { formatDate } from './dates.ts';
import { buildIdentifiers } from './identity.ts';
import type { AchievementCredentialInput, AchievementInput, EvidenceInput, OrganisationInput } from './input.ts';
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
 * accepted for the time being. Verifiers by others then see revocations, not suspensions.
 *
 * No two objects in it share an id, where they would be one thing to the signature: a statement could then be taken
 * out of one of them unnoticed, because the other still makes it. So a creator or deliverer who is the issuer is left
 * out.
 *
 * @param layout `several` puts both entries under `credentialStatus`, as VC-DATA-MODEL-2.0 4.10 allows: verifiers by
 *   others see both, and the official Open Badges schema is broken
 * @throws CredentialError date-invalid, id-repeated
 */
export function buildAchievementCredential(
  input: AchievementCredentialInput,
  layout: 'one-status' | 'several' = 'one-status',
): JsonObject {
  const { achievement } = input;
  const credential = compact({
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
      source: buildOther(input.deliverer, input),
      achievement: buildAchievement(achievement, input),
      result: nonEmpty(buildResults(input)),
    }),
    evidence: nonEmpty((input.evidence ?? []).map(buildEvidence)),
    credentialSchema: [{ id: achievementSchema, type: '1EdTechJsonSchemaValidator2019' }],
    ...placeStatusEntries(input.status ?? [], layout),
  });
  refuseRepeatedIds(credential);
  return credential;
}

function buildAchievement(achievement: AchievementInput, input: AchievementCredentialInput): JsonObject {
  return compact({
    id: achievement.id,
    type: ['Achievement'],
    achievementType: 'MicroCredential',
    name: achievement.name,
    description: achievement.description,
    criteria: compact({ id: achievement.criteria.url, narrative: achievement.criteria.narrative }),
    creator: buildOther(achievement.creator, input),
    image: achievement.image === undefined ? undefined : buildImage(achievement.image),
    tag: nonEmpty(achievement.tags ?? []),
    inLanguage: achievement.language,
    version: achievement.version,
    fieldOfStudy: achievement.fieldOfStudy,
    humanCode: achievement.humanCode,
    creditsAvailable: achievement.ects,
    alignment: nonEmpty(buildAlignments(achievement)),
    resultDescription: nonEmpty(buildResultDescriptions(input)),
  });
}

/** See `buildAchievementCredential` for why there are two places. */
function placeStatusEntries(
  entries: readonly StatusEntry[],
  layout: 'one-status' | 'several',
): { readonly [key: string]: Json | undefined } {
  const built = entries.toSorted((a, b) => a.purpose.localeCompare(b.purpose)).map(buildStatusEntry);
  if (layout === 'several') return { credentialStatus: nonEmpty(built) };
  const [first, ...others] = built;
  return { credentialStatus: first, termsOfUse: nonEmpty(others) };
}

/** An organisation other than the issuer; the issuer is described once, as the issuer. */
function buildOther(
  organisation: OrganisationInput | undefined,
  { issuer }: AchievementCredentialInput,
): JsonObject | undefined {
  return organisation === undefined || organisation.id === issuer.id ? undefined : buildProfile(organisation);
}

function buildEvidence(evidence: EvidenceInput): JsonObject {
  return compact({ type: ['Evidence'], ...evidence });
}

function nonEmpty(items: readonly Json[]): readonly Json[] | undefined {
  return items.length === 0 ? undefined : items;
}

function refuseRepeatedIds(value: Json | undefined, seen = new Set<string>()): void {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) refuseRepeatedIds(item, seen);
  if (!isObject(value)) return;
  const { id } = value;
  if (isString(id) && seen.has(id)) {
    throw new CredentialError('id-repeated', `Two parts of the credential have the id ${id}.`, { params: { id } });
  }
  if (isString(id)) seen.add(id);
  for (const member of Object.values(value)) refuseRepeatedIds(member, seen);
}
