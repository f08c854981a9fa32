import type {
  AchievementCredentialInput,
  IssuerKey,
  Json,
  JsonObject,
  Loaded,
  Signed,
  StatusList,
  StatusPurpose,
  VerifyOptions,
} from '../src/index.ts';
import {
  buildAchievementCredential,
  buildIssuerDidDocument,
  buildStatusListCredential,
  createStatusList,
  publicKeyOf,
  signCredential,
  verificationMethodOf,
} from '../src/index.ts';

/** A seed that anyone may know: the keys of tests guard nothing. */
export const seed = Uint8Array.from({ length: 32 }, (_, index) => index);
export const otherSeed = Uint8Array.from({ length: 32 }, (_, index) => 200 - index);

export const origin = 'https://cairn.example';
export const did = 'did:web:cairn.example:issuers:northgate';
export const listUrls: Readonly<Record<StatusPurpose, string>> = {
  revocation: `${origin}/status/1`,
  suspension: `${origin}/status/2`,
};
export const awarded = new Date('2026-11-01T09:00:00Z');
export const now = new Date('2026-11-22T12:00:00Z');

/** What Northgate College says about Ada's award. */
export function anAward(changes: Partial<AchievementCredentialInput> = {}): AchievementCredentialInput {
  const issuer = { id: did, name: 'Northgate College', url: `${origin}/issuers/northgate`, countryCode: 'NL' };
  return {
    id: `${origin}/credentials/0192d3c4-0000-7000-8000-000000000001`,
    issuer,
    subject: { name: 'Ada Lovelace', email: { address: 'Ada@Example.org', salt: 'f3a1' } },
    achievement: {
      id: `${origin}/microcredentials/tides/1`,
      name: 'Reading tides',
      description: 'Predict tides for small harbours.',
      criteria: { narrative: 'Pass the **quiz** with 80%.', url: `${origin}/microcredentials/tides` },
      creator: { id: `${origin}/issuers/northgate#studio`, name: 'Northgate Studio' },
      image: { id: `${origin}/microcredentials/tides/badge.png`, caption: 'A cairn by the sea' },
      tags: ['tides', 'navigation'],
      language: 'en',
      version: '1',
      workloadHours: 27.5,
      ects: 1,
      levels: [
        {
          name: 'EQF level 5',
          code: '5',
          framework: 'European Qualifications Framework',
          url: 'http://data.europa.eu/snb/eqf/5',
        },
      ],
      outcomes: [
        { id: `${origin}/outcomes/1`, text: 'Explain why tides differ' },
        { id: `${origin}/outcomes/2`, text: 'Predict the next high water' },
      ],
      skills: [{ name: 'read tide tables', url: 'http://data.europa.eu/esco/skill/1', framework: 'ESCO' }],
      assurance: {
        assessmentTypes: [{ name: 'Quiz marked by rule', code: 'quiz' }],
        participation: { name: 'Online' },
        qualityAssurance: [{ name: 'Internal, by the provider' }],
        supervision: { name: 'Unsupervised', url: 'http://data.europa.eu/snb/supervision-verification/c598449d64' },
        stackability: { name: 'Stand-alone' },
      },
    },
    results: [{ id: `${origin}/results/final`, name: 'Final score', type: 'Percent', value: '92', required: '80' }],
    validFrom: awarded,
    validUntil: new Date('2031-11-01T09:00:00Z'),
    status: [
      { purpose: 'revocation', listUrl: listUrls.revocation, index: 94567 },
      { purpose: 'suspension', listUrl: listUrls.suspension, index: 23452 },
    ],
    ...changes,
  };
}

/** Signs as Northgate College does. */
export async function signed(document: JsonObject, created: Date = awarded, key: Uint8Array = seed): Promise<Signed> {
  return signCredential(document, { privateKey: key, verificationMethod: methodOf(key), created });
}

export async function aCredential(changes: Partial<AchievementCredentialInput> = {}): Promise<Signed> {
  return signed(buildAchievementCredential(anAward(changes)));
}

export function methodOf(key: Uint8Array): string {
  return verificationMethodOf(did, publicKeyOf(key));
}

export function aDidDocument(keys: readonly IssuerKey[] = [{ publicKey: publicKeyOf(seed) }]): JsonObject {
  return buildIssuerDidDocument({ did, keys });
}

export async function aStatusList(purpose: StatusPurpose, list: StatusList = createStatusList()): Promise<Signed> {
  const id = listUrls[purpose];
  return signed(await buildStatusListCredential({ id, issuer: did, purpose, list, validFrom: awarded }), now);
}

/** A world of documents by URL or did: what is not in it is unavailable. */
export function aWorld(
  documents: Readonly<Record<string, unknown>>,
  changes: Partial<VerifyOptions> = {},
): VerifyOptions {
  const load = async (url: string): Promise<Loaded<unknown>> =>
    Object.hasOwn(documents, url)
      ? { kind: 'loaded', value: documents[url] }
      : { kind: 'unavailable', because: 'not in this world' };
  return { at: now, documents: { loadDidDocument: load, loadStatusList: load }, ...changes };
}

/** The world in which Northgate College's credentials are good. */
export async function theWorld(changes: Partial<VerifyOptions> = {}): Promise<VerifyOptions> {
  const [revocation, suspension] = await Promise.all([aStatusList('revocation'), aStatusList('suspension')]);
  return aWorld(
    { [did]: aDidDocument(), [listUrls.revocation]: revocation.text, [listUrls.suspension]: suspension.text },
    {
      identifyIssuer: async () => ({ kind: 'known', name: 'Northgate College', confirmedBy: 'its DNS record says so' }),
      ...changes,
    },
  );
}

/** The text of a member that holds text. */
export function textOf(object: Json | undefined, key: string): string {
  const value = isObject(object) ? object[key] : undefined;
  if (typeof value !== 'string') throw new Error(`${key} holds no text.`);
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
