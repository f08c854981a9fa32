import type { AchievementCredentialInput, ConceptInput, OrganisationInput, ResultInput } from '@cairn/credentials';
import { issuerDid } from '#domain/organisations/server/api.ts';
import type { Organisation } from '#domain/organisations/organisations.ts';
import type { PublishedVersion } from '#domain/catalogue/catalogue.ts';
import { fieldName } from '#domain/catalogue/fields.ts';
import { percent } from '#domain/assessment/assessment.ts';
import { m } from '#messages';
import { levelWords, routeWords } from '../credential-words.ts';
import type { Award } from './awards.store.ts';
import type { StatusEntryRow } from './status.store.ts';
import { issuerOf, statusListUrl } from './status-lists.ts';

export interface Statement {
  readonly origin: string;
  readonly credentialId: string;
  readonly award: Award;
  readonly version: PublishedVersion;
  readonly slug: string;
  readonly awardingBody: Organisation;
  readonly deliverer: Organisation;
  /** Those who award it together with the awarding body. */
  readonly jointly: readonly Organisation[];
  readonly verificationMethod: string;
  readonly entries: readonly StatusEntryRow[];
}

/** What an award's credential states: the record it was advertised with, and the results as they stood at award. */
export function credentialInput(statement: Statement): AchievementCredentialInput {
  const { origin, award, version, awardingBody, deliverer } = statement;
  const { record } = version;
  const supervision = supervisionOf(statement);
  const issuer = { ...organisationInput(origin, awardingBody), id: issuerOf(statement.verificationMethod) };
  const page = `${origin}/microcredentials/${statement.slug}`;
  return {
    id: `${origin}/credentials/${statement.credentialId}`,
    issuer,
    ...(deliverer.id === awardingBody.id ? {} : { deliverer: organisationInput(origin, deliverer) }),
    subject: { name: award.nameOnAward },
    achievement: {
      id: `${page}?version=${version.number}`,
      name: record.title,
      description: record.summary,
      criteria: { narrative: criteria(statement), url: page },
      creator: issuer,
      image: { id: `${page}/badge.svg`, caption: record.title },
      language: record.language,
      version: String(version.number),
      fieldOfStudy: fieldName(record.field),
      workloadHours: record.workloadHours,
      ...(record.ects === null ? {} : { ects: record.ects }),
      ...(record.level === null ? {} : { levels: [levelWords(record.level)] }),
      outcomes: record.outcomes.map(({ id, text }) => ({ id: `${page}#outcome-${id}`, text })),
      assurance: {
        assessmentTypes: record.assessmentTypes.map((type) =>
          concept(m.awards_word_assessment_type({ value: type }), type),
        ),
        participation: concept(m.awards_word_participation({ value: record.participation }), record.participation),
        qualityAssurance: [
          {
            ...concept(
              m.awards_word_quality_assurance({ value: record.qualityAssurance.type }),
              record.qualityAssurance.type,
            ),
            ...described(record.qualityAssurance.detail),
          },
        ],
        supervision: concept(m.awards_word_supervision({ value: supervision }), supervision),
      },
    },
    results: resultInputs(`${page}?version=${version.number}`, statement),
    awardedAt: award.awardedAt,
    validFrom: award.awardedAt,
    ...(award.validUntil === null ? {} : { validUntil: award.validUntil }),
    status: statement.entries.map(({ purpose, listId, index }) => ({
      purpose,
      index,
      listUrl: statusListUrl(origin, listId),
    })),
  };
}

/** As it was recorded of the attempts, never more; what the record says for awards from before that was recorded. */
function supervisionOf({ award, version }: Pick<Statement, 'award' | 'version'>) {
  return award.results.supervision ?? version.record.supervision;
}

function organisationInput(origin: string, organisation: Organisation): OrganisationInput {
  return {
    id: issuerDid(origin, organisation.slug),
    name: organisation.name,
    url: organisation.website ?? `${origin}/issuers/${organisation.slug}`,
    countryCode: organisation.country,
  };
}

function concept(name: string, code: string): ConceptInput {
  return { name, code };
}

function described(detail: string): { readonly description?: string } {
  return detail === '' ? {} : { description: detail };
}

function resultInputs(achievementId: string, { award, version }: Statement): readonly ResultInput[] {
  const { assessments, grade } = award.results;
  return [
    ...(grade === undefined ? [] : [gradeResult(achievementId, grade)]),
    ...assessments.map((result) => assessmentResult(achievementId, result)),
    ...version.record.outcomes.flatMap((outcome) => masteryResult(achievementId, outcome, award)),
  ];
}

function gradeResult(achievementId: string, { name }: { readonly name: string }): ResultInput {
  return { id: `${achievementId}#grade`, name: m.awards_result_grade(), type: 'LetterGrade', value: name };
}

/** What was shown of one outcome, over the assessments that cover it; nothing where none does. */
function masteryResult(
  achievementId: string,
  { id, text }: { readonly id: string; readonly text: string },
  { results }: Award,
): readonly ResultInput[] {
  const shown = results.outcomes.find(({ outcomeId }) => outcomeId === id);
  return shown === undefined || shown.outOf === 0
    ? []
    : [
        {
          id: `${achievementId}#mastery-${id}`,
          name: m.awards_result_mastery({ outcome: text }),
          type: 'Percent',
          value: String(percent(shown.points, shown.outOf)),
          minimum: '0',
          maximum: '100',
        },
      ];
}

function assessmentResult(achievementId: string, result: Award['results']['assessments'][number]): ResultInput {
  return {
    id: `${achievementId}#assessment-${result.assessmentId}`,
    name: result.title,
    type: 'Percent',
    value: String(percent(result.score, result.outOf)),
    minimum: '0',
    maximum: '100',
    required: String(result.passMark),
  };
}

/** What had to be done, in Markdown, for whoever reads the credential without this platform at hand. */
function criteria({ award, version, awardingBody, jointly }: Statement): string {
  const { record } = version;
  return [
    ...(jointly.length === 0
      ? []
      : [m.awards_criteria_jointly({ names: [awardingBody, ...jointly].map(({ name }) => name).join(', ') })]),
    ...(award.results.route === undefined ? [] : [routeWords(award.results.route)]),
    ...award.results.assessments.map((result) =>
      m.awards_criteria_assessment({ title: result.title, passMark: result.passMark }),
    ),
    m.awards_criteria_supervision({
      supervision: m.awards_word_supervision({ value: supervisionOf({ award, version }) }),
    }),
    ...(record.doesNotConfer === '' ? [] : [m.awards_criteria_does_not_confer({ text: record.doesNotConfer })]),
  ].join('\n\n');
}
