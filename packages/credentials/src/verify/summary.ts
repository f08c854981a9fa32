import type { Json, JsonObject } from '../json/json.ts';
import { asList, isObject, isString, typesOf } from '../json/json.ts';
import { readDate } from '../open-badges/dates.ts';
import { targetTypes, workloadResultType } from '../open-badges/vocabulary.ts';

export interface ConceptSummary {
  readonly name: string;
  readonly url?: string;
  readonly framework?: string;
  readonly code?: string;
}

/** What a credential says, in the words of the microcredential record. All of it is the document's own claim. */
export interface CredentialSummary {
  readonly id?: string;
  readonly types: readonly string[];
  readonly name?: string;
  readonly issuer: {
    readonly id: string;
    readonly name?: string;
    readonly url?: string;
    readonly countryCode?: string;
  };
  readonly subject: { readonly id?: string; readonly names: readonly string[]; readonly hashedEmail: boolean };
  readonly achievement?: {
    readonly id?: string;
    readonly name?: string;
    readonly description?: string;
    readonly criteria?: string;
    readonly image?: string;
    readonly type?: string;
    readonly language?: string;
    readonly version?: string;
    readonly creator?: string;
    readonly outcomes: readonly ConceptSummary[];
    readonly skills: readonly ConceptSummary[];
    readonly levels: readonly ConceptSummary[];
    readonly assessmentTypes: readonly ConceptSummary[];
    readonly participation: readonly ConceptSummary[];
    readonly qualityAssurance: readonly ConceptSummary[];
    readonly supervision: readonly ConceptSummary[];
    readonly stackability: readonly ConceptSummary[];
    readonly ects?: number;
    readonly workloadHours?: number;
  };
  readonly deliverer?: string;
  /** `type` is the resultType of Open Badges, e.g. `Percent`. */
  readonly results: readonly { readonly name: string; readonly value: string; readonly type?: string }[];
  readonly awardedAt?: Date;
  readonly validFrom?: Date;
  readonly validUntil?: Date;
}

/** Reads what can be read; a part in an unexpected shape is left out. */
export function summarise(credential: JsonObject): CredentialSummary {
  const subject = objectOf(asList(credential['credentialSubject'])[0]);
  const identifiers = asList(subject['identifier']).filter(isObject);
  const types = typesOf(credential);
  return {
    types,
    issuer: summariseIssuer(credential['issuer']),
    subject: {
      ...text('id', subject['id']),
      names: identifiers
        .filter((identity) => identity['identityType'] === 'name' && identity['hashed'] !== true)
        .map((identity) => identity['identityHash'])
        .filter(isString),
      hashedEmail: identifiers.some(
        (identity) => identity['identityType'] === 'emailAddress' && identity['hashed'] === true,
      ),
    },
    results: summariseResults(subject),
    ...text('id', credential['id']),
    ...text('name', credential['name']),
    ...(isObject(subject['achievement']) ? { achievement: summariseAchievement(subject['achievement'], subject) } : {}),
    ...text('deliverer', objectOf(subject['source'])['name']),
    ...date('awardedAt', credential['awardedDate']),
    ...date('validFrom', credential['validFrom']),
    ...date('validUntil', credential['validUntil']),
  };
}

/** The issuer's identifier, given as itself or as a profile. */
export function issuerIdOf(credential: JsonObject): string | undefined {
  const { issuer } = credential;
  const id = isObject(issuer) ? issuer['id'] : issuer;
  return isString(id) ? id : undefined;
}

function summariseIssuer(issuer: Json | undefined): CredentialSummary['issuer'] {
  const profile = objectOf(issuer);
  return {
    id: issuerIdOf({ issuer }) ?? '',
    ...text('name', profile['name']),
    ...text('url', profile['url']),
    ...text('countryCode', objectOf(profile['address'])['addressCountryCode']),
  };
}

function summariseAchievement(
  achievement: JsonObject,
  subject: JsonObject,
): NonNullable<CredentialSummary['achievement']> {
  const alignments = asList(achievement['alignment']).filter(isObject);
  const ofType = (type: string): readonly ConceptSummary[] =>
    alignments.filter((alignment) => alignment['targetType'] === type).map(summariseAlignment);
  const ours: readonly unknown[] = Object.values(targetTypes);
  const workload = resultsOf(subject).find((result) => result.type === workloadResultType)?.value;
  const ects = achievement['creditsAvailable'];
  return {
    outcomes: ofType(targetTypes.outcome),
    levels: ofType(targetTypes.level),
    assessmentTypes: ofType(targetTypes.assessmentType),
    participation: ofType(targetTypes.participation),
    qualityAssurance: ofType(targetTypes.qualityAssurance),
    supervision: ofType(targetTypes.supervision),
    stackability: ofType(targetTypes.stackability),
    skills: alignments.filter((alignment) => !ours.includes(alignment['targetType'])).map(summariseAlignment),
    ...text('id', achievement['id']),
    ...text('name', achievement['name']),
    ...text('description', achievement['description']),
    ...text('criteria', objectOf(achievement['criteria'])['narrative']),
    ...text('image', isString(achievement['image']) ? achievement['image'] : objectOf(achievement['image'])['id']),
    ...text('type', achievement['achievementType']),
    ...text('language', achievement['inLanguage']),
    ...text('version', achievement['version']),
    ...text('creator', objectOf(achievement['creator'])['name']),
    ...(typeof ects === 'number' ? { ects } : {}),
    ...(workload === undefined || Number.isNaN(Number(workload)) ? {} : { workloadHours: Number(workload) }),
  };
}

function summariseAlignment(alignment: JsonObject): ConceptSummary {
  return {
    name: isString(alignment['targetName']) ? alignment['targetName'] : '',
    ...text('url', alignment['targetUrl']),
    ...text('framework', alignment['targetFramework']),
    ...text('code', alignment['targetCode']),
  };
}

/** Grades and scores: results with a value, other than the workload. */
function summariseResults(subject: JsonObject): CredentialSummary['results'] {
  return resultsOf(subject)
    .filter((result) => result.type !== workloadResultType)
    .map(({ name, value, type }) => ({ name, value, ...text('type', type) }));
}

function resultsOf(subject: JsonObject): readonly { name: string; value: string; type: Json | undefined }[] {
  const descriptions = asList(objectOf(subject['achievement'])['resultDescription']).filter(isObject);
  return asList(subject['result'])
    .filter(isObject)
    .flatMap((result) => {
      const description = descriptions.find(({ id }) => id !== undefined && id === result['resultDescription']);
      const name = description?.['name'];
      return isString(result['value'])
        ? [{ name: isString(name) ? name : '', value: result['value'], type: description?.['resultType'] }]
        : [];
    });
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A member that is there when its value is text, or text by language (then the first one). */
function text<Key extends string>(key: Key, value: Json | undefined): { readonly [K in Key]?: string } {
  const first = isObject(value) ? (value['@value'] ?? Object.values(value)[0]) : value;
  return isString(first) ? ({ [key]: first } as { readonly [K in Key]?: string }) : {};
}

function date<Key extends string>(key: Key, value: Json | undefined): { readonly [K in Key]?: Date } {
  const read = readDate(value);
  return read === undefined ? {} : ({ [key]: read } as { readonly [K in Key]?: Date });
}
