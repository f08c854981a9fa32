import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCredential, anAward, aStatusList, did, listUrls, origin, signed } from '../../test/example.ts';
import { fuzzRuns } from '../../test/fuzz.ts';
import type { JsonObject } from '../json/json.ts';
import { canonizeDocument } from '../json-ld/canonize.ts';
import { validateBySchema } from '../schema/validate.ts';
import { summarise } from '../verify/summary.ts';
import { buildAchievementCredential } from './build.ts';
import { formatDate, readDate } from './dates.ts';
import { hashIdentity } from './identity.ts';
import type { AchievementCredentialInput } from './input.ts';
import { buildIssuerProfile } from './profile.ts';
import { achievementSchema, profileSchema } from './vocabulary.ts';

function withCode(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}

test('the official Open Badges schema accepts a credential, unsigned and signed', async () => {
  expect(await validateBySchema(buildAchievementCredential(anAward()), achievementSchema)).toBeUndefined();
  expect(await validateBySchema((await aCredential()).document, achievementSchema)).toBeUndefined();
});

test('the official schema refuses what breaks it, and says where', async () => {
  const { credentialSubject: _, ...without } = buildAchievementCredential(anAward());
  expect(await validateBySchema(without, achievementSchema)).toEqual({
    where: '',
    problem: "must have required property 'credentialSubject'",
  });
  const twice = buildAchievementCredential(anAward(), 'several');
  expect(await validateBySchema(twice, achievementSchema)).toMatchObject({ where: '/credentialStatus' });
});

test('the smallest award makes a credential that the schema accepts', async () => {
  const { achievement, issuer, id, validFrom } = anAward();
  const {
    creator: _c,
    image: _i,
    tags: _t,
    ects: _e,
    levels: _l,
    skills: _s,
    workloadHours: _w,
    ...least
  } = achievement;
  const { assessmentTypes, participation, qualityAssurance } = achievement.assurance;
  const smallest: AchievementCredentialInput = {
    id,
    issuer,
    validFrom,
    subject: {},
    achievement: { ...least, outcomes: [], assurance: { assessmentTypes, participation, qualityAssurance } },
  };
  const built = buildAchievementCredential(smallest);
  expect(await validateBySchema(built, achievementSchema)).toBeUndefined();
  expect(JSON.stringify(built)).not.toContain('null');
  await expect(canonizeDocument(built)).resolves.toContain('MicroCredential');
});

test('every word of a credential is in what is signed', async () => {
  const { validFrom, validUntil, awardedDate, ...rest } = buildAchievementCredential(anAward());
  const canonical = await canonizeDocument({ ...rest, validFrom, validUntil, awardedDate });
  for (const text of leaves(rest)) expect(canonical, text).toContain(JSON.stringify(text).slice(1, -1));
});

/** The texts in a document, other than names of types and of contexts. */
function leaves(value: unknown, key = ''): readonly string[] {
  if (key === 'type' || key === '@context') return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, Array.isArray(value) ? key : name));
}

test('what was stated is read back from the credential, element by element', async () => {
  const { document } = await aCredential({ deliverer: { id: `${origin}/issuers/harbour`, name: 'Harbour School' } });
  // What the summary leaves out, other readers look for.
  expect(document).toMatchObject({
    validUntil: '2031-11-01T09:00:00Z',
    credentialSubject: { creditsEarned: 1, achievement: { image: { caption: 'A cairn by the sea' } } },
  });
  const summary = summarise(document);
  expect(summary).toMatchObject({
    name: 'Reading tides',
    issuer: { id: did, name: 'Northgate College', countryCode: 'NL' },
    deliverer: 'Harbour School',
    subject: { names: ['Ada Lovelace'], hashedEmail: true },
    results: [{ name: 'Final score', value: '92' }],
    achievement: {
      name: 'Reading tides',
      creator: 'Northgate Studio',
      criteria: 'Pass the **quiz** with 80%.',
      type: 'MicroCredential',
      workloadHours: 27.5,
      ects: 1,
      outcomes: [{ name: 'Explain why tides differ' }, { name: 'Predict the next high water' }],
      levels: [{ name: 'EQF level 5', code: '5', url: 'http://data.europa.eu/snb/eqf/5' }],
      skills: [{ name: 'read tide tables', framework: 'ESCO' }],
      assessmentTypes: [{ name: 'Quiz marked by rule' }],
      participation: [{ name: 'Online' }],
      qualityAssurance: [{ name: 'Internal, by the provider' }],
      supervision: [{ name: 'Unsupervised' }],
      stackability: [{ name: 'Stand-alone' }],
    },
  });
});

test('an e-mail address is never written, only its salted hash', async () => {
  const { text } = await aCredential();
  expect(text.toLowerCase()).not.toContain('ada@example.org');
  expect(text).toContain(hashIdentity('ada@example.org', 'f3a1'));
  // sha256 of "ada@example.orgf3a1"
  expect(hashIdentity('a', 'b')).toBe('sha256$fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603');
});

test('revocation stands where every verifier looks, suspension among the terms of use', () => {
  const built = buildAchievementCredential(anAward());
  expect(built['credentialStatus']).toEqual({
    id: `${listUrls.revocation}#94567`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '94567',
    statusListCredential: listUrls.revocation,
  });
  expect(built['termsOfUse']).toEqual([
    expect.objectContaining({ statusPurpose: 'suspension', statusListIndex: '23452' }),
  ]);
});

test('an issuer who is creator and deliverer too is described once', () => {
  const award = anAward();
  const built = buildAchievementCredential({
    ...award,
    deliverer: award.issuer,
    achievement: { ...award.achievement, creator: award.issuer },
  });
  expect(JSON.stringify(built).split(`"id":"${did}"`)).toHaveLength(2);
});

test('two parts with one id are refused', () => {
  const { achievement, ...award } = anAward();
  const outcomes = [...achievement.outcomes, ...achievement.outcomes.slice(0, 1)];
  expect(() => buildAchievementCredential({ ...award, achievement: { ...achievement, outcomes } })).toThrow(
    withCode('id-repeated'),
  );
});

test('dates are written in UTC to the second, and nonsense is refused', () => {
  expect(formatDate(new Date('2026-11-22T09:30:00.999+01:00'))).toBe('2026-11-22T08:30:00Z');
  expect(() => formatDate(new Date('nonsense'))).toThrow(withCode('date-invalid'));
  expect(() => formatDate(new Date('+010000-01-01T00:00:00Z'))).toThrow(withCode('date-invalid'));
  expect(readDate('2024-02-29T23:59:59Z')).toEqual(new Date('2024-02-29T23:59:59Z'));
});

test('the issuer’s profile is one by the official schema, with every term defined', async () => {
  const profile = buildIssuerProfile({
    ...anAward().issuer,
    image: { id: `${origin}/logo.svg` },
    email: 'info@northgate.example',
  });
  expect(await validateBySchema(profile, profileSchema)).toBeUndefined();
  expect(await canonizeDocument(profile)).toContain('Northgate College');
});

test('a status list credential has every term defined', async () => {
  const { document } = await aStatusList('revocation');
  const canonical = await canonizeDocument({
    ...document,
    credentialSubject: { ...(document['credentialSubject'] as JsonObject), ttl: 300_000 },
  });
  expect(canonical).toContain('status#encodedList');
  expect(canonical).toContain('status#ttl');
});

test('whatever people write, in any script, the schema accepts and the signature covers', async () => {
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      words,
      words,
      words,
      fc.double({ min: 0.5, max: 500, noNaN: true }),
      async (name, outcome, title, hours) => {
        const { achievement } = anAward();
        const built = buildAchievementCredential(
          anAward({
            subject: { name },
            achievement: {
              ...achievement,
              name: title,
              workloadHours: hours,
              ects: hours / 25,
              outcomes: [{ id: `${origin}/outcomes/1`, text: outcome }],
            },
          }),
        );
        expect(await validateBySchema(built, achievementSchema)).toBeUndefined();
        const { document } = await signed(built);
        expect(summarise(document)).toMatchObject({
          subject: { names: [name] },
          achievement: { name: title, outcomes: [{ name: outcome }] },
        });
      },
    ),
    { numRuns: fuzzRuns(25) },
  );
});
