import { z } from 'zod';

/**
 * The record that one microcredential carries through catalogue page, enrolment, assessment, credential and
 * verification. Elements 1 (learner) and 5 (date of issuing) are in the award. Source of the numbered elements:
 * EU Council Recommendation 2022/C 243/02, Annex I.
 */

export const deliveryModes = ['online-self-paced', 'online-scheduled', 'on-campus', 'workplace', 'hybrid'] as const;
export const participationForms = ['online', 'on-site', 'blended'] as const;
export const assessmentTypes = [
  'automated-quiz', 'written-assignment', 'project', 'practical-demonstration', 'oral-examination', 'written-examination', 'portfolio', 'observation',
] as const;
export const supervisionForms = ['none', 'supervised', 'supervised-with-identity-check'] as const;
export const qualityAssuranceTypes = ['internal', 'external-provider', 'external-programme', 'accredited', 'peer-review'] as const;
export const levelFrameworks = ['EQF', 'RQF', 'SCQF', 'NFQ-IE', 'AQF', 'NZQCF'] as const;

const text = (max: number) => z.string().trim().min(1).max(max);

export const outcomeSchema = z.object({
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
  outcomes: z.array(outcomeSchema).min(1).max(40), // 6
  workloadHours: z.number().positive().max(2000), // 7
  /** ECTS, where it applies: 1 ECTS is 25 to 30 hours. */
  ects: z.number().positive().max(60).nullable(),
  level: z.object({ framework: z.enum(levelFrameworks), value: text(20), cycle: text(40).nullable() }).nullable(), // 8
  assessmentTypes: z.array(z.enum(assessmentTypes)).min(1), // 9
  participation: z.enum(participationForms), // 10
  qualityAssurance: z.object({ type: z.enum(qualityAssuranceTypes), detail: z.string().trim().max(600) }), // 11

  // Optional elements, first class all the same.
  summary: text(300),
  description: text(8000),
  prerequisites: z.string().trim().max(2000), // 12
  supervision: z.enum(supervisionForms), // 13
  furtherInformation: z.string().trim().max(4000), // 16
  /** ISCED-F 2013 code of the subject field: two, three or four digits. */
  field: z.string().regex(/^\d{2,4}$/),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  delivery: z.enum(deliveryModes),
  audience: z.string().trim().max(2000),
  effortHoursPerWeek: z.number().positive().max(80).nullable(),
  technology: z.string().trim().max(2000),
  accessibility: z.string().trim().max(2000),
  refundTerms: z.string().trim().max(2000),
  aiPolicy: z.string().trim().max(2000),
  contentNotes: z.string().trim().max(2000),
  supportLinks: z.array(z.object({ label: text(120), url: z.url({ protocol: /^https?$/ }) })).max(10),
  minimumAge: z.number().int().min(0).max(99).nullable(),
  whoMayEnrol: z.string().trim().max(1000),
  licence: z.string().trim().max(200),
  /** Months after the award until the credential expires; null means that it does not. */
  expiresAfterMonths: z.number().int().positive().max(600).nullable(),
  renewal: z.string().trim().max(1000),
  reviewOn: z.iso.date().nullable(),
  /** What it does not give: no licence to practise, no degree. */
  doesNotConfer: z.string().trim().max(1000),
  registerIdentifiers: z.array(z.object({ register: text(80), identifier: text(200) })).max(10),
});

/** A record that may be published. */
export type MicrocredentialRecord = z.infer<typeof recordSchema>;
export type Outcome = z.infer<typeof outcomeSchema>;

/** A draft: anything may still be missing or wrong; what is there is kept as typed. */
export type DraftRecord = { readonly [Element in keyof MicrocredentialRecord]?: unknown };

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
] as const satisfies readonly { element: keyof MicrocredentialRecord; number: number }[];
