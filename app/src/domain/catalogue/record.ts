import { z } from 'zod';
import { isField } from './fields.ts';
import { levelFrameworks, levelValues } from './levels.ts';

/**
 * The record that one microcredential carries through catalogue page, enrolment, assessment, credential and
 * verification. Elements 1 (learner) and 5 (date of issuing) are in the award; 14 (grade) is in the award, its scheme
 * in the award rule; 15 (stackability) is derived. Dates, places, capacity and price belong to offerings.
 * Source of the numbered elements: EU Council Recommendation 2022/C 243/02, Annex I.
 */

export const deliveryModes = ['online-self-paced', 'online-scheduled', 'on-campus', 'workplace', 'hybrid'] as const;
export const participationForms = ['online', 'on-site', 'blended'] as const;
export const assessmentTypes = [
  'automated-quiz',
  'written-assignment',
  'project',
  'practical-demonstration',
  'oral-examination',
  'written-examination',
  'portfolio',
  'observation',
] as const;
export const supervisionForms = ['none', 'supervised', 'supervised-with-identity-check'] as const;
export const qualityAssuranceTypes = [
  'internal',
  'external-provider',
  'external-programme',
  'accredited',
  'peer-review',
] as const;
/** Of the Qualifications Framework of the European Higher Education Area. */
export const cycles = ['short', 'first', 'second', 'third'] as const;
export const skillRoles = ['taught', 'assessed', 'taught-and-assessed'] as const;

const text = (max: number) => z.string().trim().min(1).max(max);
const optionalText = (max: number) => z.string().trim().max(max).default('');
const link = z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(500);

const outcomeSchema = z.object({
  /** Stable across versions. */
  id: z.uuid(),
  text: text(400),
});

export const recordSchema = z.object({
  // Mandatory elements: a version cannot be published without them.
  title: text(160), // 2
  country: z.string().regex(/^[A-Z]{2}$/), // 3, of the issuer, ISO 3166-1 alpha-2
  awardingBodyId: z.uuid(), // 4
  delivererId: z.uuid(),
  /** Organisations that award it together with the awarding body. */
  jointAwardingBodyIds: z.array(z.uuid()).max(5).default([]),
  outcomes: z.array(outcomeSchema).min(1).max(40), // 6
  workloadHours: z.number().positive().max(2000), // 7
  /** ECTS, where it applies: 1 ECTS is 25 to 30 hours. */
  ects: z.number().positive().max(60).nullable().default(null),
  /** Null says that no level applies; a draft that has not been asked yet has none. */
  level: z
    .object({ framework: z.enum(levelFrameworks), value: text(20), cycle: z.enum(cycles).nullable().default(null) })
    .refine(({ framework, value }) => levelValues[framework].includes(value), { path: ['value'] })
    .nullable(), // 8
  assessmentTypes: z.array(z.enum(assessmentTypes)).min(1).max(assessmentTypes.length), // 9
  participation: z.enum(participationForms), // 10
  qualityAssurance: z.object({ type: z.enum(qualityAssuranceTypes), detail: optionalText(600) }), // 11

  // What a catalogue page cannot be without.
  summary: text(300),
  description: text(8000),
  supervision: z.enum(supervisionForms), // 13
  /** ISCED-F 2013 code of the subject field: two, three or four digits. */
  field: z.string().refine(isField),
  /** BCP 47. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .max(35),
  delivery: z.enum(deliveryModes),
  /** Where to enrol, of what is taught elsewhere and listed here; empty of what is taught here. */
  courseUrl: link.or(z.literal('')).default(''),

  // Optional elements, first class all the same.
  prerequisites: optionalText(2000), // 12
  furtherInformation: optionalText(4000), // 16
  audience: optionalText(2000),
  /** Weeks from start to award for a learner who keeps the stated effort. */
  durationWeeks: z.number().positive().max(104).nullable().default(null),
  effortHoursPerWeek: z.number().positive().max(80).nullable().default(null),
  technology: optionalText(2000),
  /** `uri` is the identifier of the skill in its framework (ESCO, O*NET, CASE or one's own); empty when it has none. */
  skills: z
    .array(
      z.object({
        label: text(160),
        uri: link.or(z.literal('')).default(''),
        role: z.enum(skillRoles),
        proficiency: optionalText(80),
      }),
    )
    .max(40)
    .default([]),
  occupations: z
    .array(z.object({ label: text(160), uri: link.or(z.literal('')).default('') }))
    .max(20)
    .default([]),
  /** Industry partners who helped to design it. */
  coDesigners: z
    .array(z.object({ name: text(160), contribution: optionalText(300) }))
    .max(10)
    .default([]),
  accessibility: optionalText(2000),
  refundTerms: optionalText(2000),
  aiPolicy: optionalText(2000),
  contentNotes: optionalText(2000),
  supportLinks: z
    .array(z.object({ label: text(120), url: link }))
    .max(10)
    .default([]),
  minimumAge: z.number().int().min(0).max(99).nullable().default(null),
  whoMayEnrol: optionalText(1000),
  licence: optionalText(200),
  /** Months after the award until the credential expires; null means that it does not. */
  expiresAfterMonths: z.number().int().positive().max(600).nullable().default(null),
  renewal: optionalText(1000),
  reviewOn: z.iso.date().nullable().default(null),
  /** What it does not give: no licence to practise, no degree. */
  doesNotConfer: optionalText(1000),
  registerIdentifiers: z
    .array(z.object({ register: text(80), identifier: text(200) }))
    .max(10)
    .default([]),
});

/** A record that may be published. */
export type MicrocredentialRecord = z.infer<typeof recordSchema>;
export type Outcome = z.infer<typeof outcomeSchema>;
export type RecordElement = keyof MicrocredentialRecord;

/** A draft: anything may still be missing or wrong; what is there is kept as typed. */
export type DraftRecord = { readonly [Element in RecordElement]?: unknown };

/** The elements a version cannot be published without, with the number each has in the Recommendation. */
export const mandatoryElements = [
  { element: 'title', number: 2 },
  { element: 'country', number: 3 },
  { element: 'awardingBodyId', number: 4 },
  { element: 'outcomes', number: 6 },
  { element: 'workloadHours', number: 7 },
  { element: 'level', number: 8 },
  { element: 'assessmentTypes', number: 9 },
  { element: 'participation', number: 10 },
  { element: 'qualityAssurance', number: 11 },
] as const satisfies readonly { element: RecordElement; number: number }[];

/** What Cairn asks beyond the Recommendation's mandatory elements, because search, the public page and credentials stand on it. */
export const pageElements = [
  { element: 'summary', number: null },
  { element: 'description', number: null },
  { element: 'field', number: null },
  { element: 'language', number: null },
  { element: 'delivery', number: null },
  { element: 'supervision', number: 13 },
  { element: 'delivererId', number: null },
] as const satisfies readonly { element: RecordElement; number: number | null }[];

/** Asked beside those of what is taught elsewhere: a page without a way to enrol helps nobody. */
export const listedElements = [{ element: 'courseUrl', number: null }] as const satisfies readonly {
  element: RecordElement;
  number: number | null;
}[];

const draftSchema = z.record(z.string(), z.unknown());

/** A draft as stored: an object of anything, with only the elements of the record kept. */
export function draftFrom(stored: unknown): DraftRecord {
  const parsed = draftSchema.safeParse(stored);
  if (!parsed.success) return {};
  return Object.fromEntries(
    Object.entries(parsed.data).filter(([element]) => Object.hasOwn(recordSchema.shape, element)),
  );
}

/** The draft's title where one was typed; otherwise an empty text. */
export function draftTitle(draft: DraftRecord): string {
  return typeof draft.title === 'string' ? draft.title.trim() : '';
}

/** The draft's outcomes that have both an id and words, in order: what lessons and questions may refer to. */
export function draftOutcomes(draft: DraftRecord): readonly Outcome[] {
  if (!Array.isArray(draft.outcomes)) return [];
  return draft.outcomes.flatMap((outcome: unknown) => {
    const parsed = outcomeSchema.safeParse(outcome);
    return parsed.success ? [parsed.data] : [];
  });
}
