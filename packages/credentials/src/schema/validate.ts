import achievementCredential from '../../standards/schemas/ob_v3p0_achievementcredential_schema.json' with { type: 'json' };
import endorsementCredential from '../../standards/schemas/ob_v3p0_endorsementcredential_schema.json' with { type: 'json' };
import profile from '../../standards/schemas/ob_v3p0_profile_schema.json' with { type: 'json' };
import type { AnySchemaObject, ValidateFunction } from 'ajv';
import type { JsonObject } from '../json/json.ts';
import { achievementSchema, endorsementSchema, profileSchema } from '../open-badges/vocabulary.ts';

const bundledSchemas = new Map<string, AnySchemaObject>([
  [achievementSchema, achievementCredential],
  [endorsementSchema, endorsementCredential],
  [profileSchema, profile],
]);

/** The first thing that breaks a schema: `where` is a JSON pointer, `problem` Ajv's English. */
export interface SchemaProblem {
  readonly where: string;
  readonly problem: string;
}

/** Compiling takes some 100 ms, so each schema is compiled once, when it is first needed. */
const compiled = new Map<string, Promise<ValidateFunction>>();

/** Whether a schema is carried, by its URL. */
export function isBundledSchema(url: string): boolean {
  return bundledSchemas.has(url);
}

/**
 * Compares a document with one of the official Open Badges 3.0 schemas.
 *
 * @param url of a bundled schema
 * @returns the first problem, or `undefined` when there is none
 */
export async function validateBySchema(document: JsonObject, url: string): Promise<SchemaProblem | undefined> {
  let pending = compiled.get(url);
  if (pending === undefined) {
    pending = compile(url);
    compiled.set(url, pending);
  }
  const validate = await pending;
  if (validate(document)) return undefined;
  const error = validate.errors?.[0];
  return { where: error?.instancePath ?? '', problem: error?.message ?? '' };
}

async function compile(url: string): Promise<ValidateFunction> {
  const { Ajv2019 } = await import('ajv/dist/2019.js');
  const { default: addFormats } = await import('ajv-formats');
  // The official schemas use keywords in ways that Ajv's strict mode warns of.
  const ajv = new Ajv2019({ strict: false });
  addFormats.default(ajv);
  return ajv.compile(bundledSchemas.get(url) ?? false);
}
