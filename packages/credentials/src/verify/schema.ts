import type { JsonObject } from '../json/json.ts';
import { asList, isObject, isString, typesOf } from '../json/json.ts';
import { achievementSchema, endorsementSchema } from '../open-badges/vocabulary.ts';
import { isBundledSchema, validateBySchema } from '../schema/validate.ts';
import type { FormatProblem } from './format.ts';

/**
 * Compares a credential with the official schema for its type, and with those that it names itself. Only bundled
 * schemas are known; nothing is fetched.
 */
export async function checkSchema(credential: JsonObject): Promise<FormatProblem> {
  const stated = asList(credential['credentialSchema'])
    .filter(isObject)
    .map((schema) => schema['id']);
  const urls = new Set([...schemasForType(credential), ...stated.filter(isString)]);
  for (const url of [...urls].filter(isBundledSchema)) {
    const broken = await findBreach(credential, url);
    if (broken !== undefined) return broken;
  }
  const unknown = [...urls].find((url) => !isBundledSchema(url));
  if (unknown !== undefined) return { code: 'schema-unknown', params: { schema: unknown } };
  return { code: urls.size === 0 ? 'schema-none' : 'schema-followed', params: {} };
}

function schemasForType(credential: JsonObject): readonly string[] {
  const types = typesOf(credential);
  if (types.includes('OpenBadgeCredential') || types.includes('AchievementCredential')) return [achievementSchema];
  return types.includes('EndorsementCredential') ? [endorsementSchema] : [];
}

/**
 * The Open Badges schema knows a single status entry where VC-DATA-MODEL-2.0 4.10 allows several; each is compared
 * on its own, so that a credential with two is not turned away for that.
 */
async function findBreach(credential: JsonObject, url: string): Promise<FormatProblem | undefined> {
  const { credentialStatus, ...others } = credential;
  const entries = asList(credentialStatus);
  const forms = entries.length === 0 ? [others] : entries.map((entry) => ({ ...others, credentialStatus: entry }));
  for (const form of forms) {
    const breach = await validateBySchema(form, url);
    if (breach !== undefined)
      return { code: 'schema-broken', params: { where: breach.where, problem: breach.problem } };
  }
  return undefined;
}
