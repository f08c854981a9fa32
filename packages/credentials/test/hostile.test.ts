/** Documents made to deceive, to confuse or to exhaust: each is refused with a code, in time. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckCode, Json, JsonObject } from '../src/index.ts';
import { buildAchievementCredential, verifyCredential } from '../src/index.ts';
import { bundledContexts } from '../src/json-ld/contexts.ts';
import { canonizeDocument } from '../src/json-ld/canonize.ts';
import { aCredential, anAward, aWorld, isObject, signed, theWorld } from './example.ts';
import { fuzzRuns } from './fuzz.ts';
import { tamperedCopies } from './tampering.ts';

const v2 = 'https://www.w3.org/ns/credentials/v2';

async function formatOf(input: unknown): Promise<CheckCode | undefined> {
  const { checks, verdict } = await verifyCredential(input, aWorld({}));
  const code = checks.find(({ name }) => name === 'format')?.code;
  if (code !== 'format-sound') expect(verdict).not.toBe('valid');
  return code;
}

async function changed(change: (document: Record<string, Json | undefined>) => void): Promise<JsonObject> {
  const document = structuredClone((await aCredential()).document) as Record<string, Json | undefined>;
  change(document);
  return document;
}

test('what is no credential at all is named', async () => {
  const cases: readonly (readonly [unknown, CheckCode])[] = [
    ['', 'not-json'],
    ['hello', 'not-json'],
    ['[]', 'not-an-object'],
    ['{}', 'context-missing'],
    ['{"a":1,"a":2}', 'duplicate-key'],
    ['{"__proto__":{}}', 'forbidden-key'],
    [`{"a":"${'x'.repeat(1_000_001)}"}`, 'too-large'],
    [new Uint8Array(2_000_000), 'too-large'],
    [Uint8Array.of(0xff, 0xfe), 'ill-formed-text'],
    [undefined, 'not-json'],
    [null, 'not-an-object'],
    [7, 'not-an-object'],
    [() => 1, 'not-json'],
    [10n, 'not-json'],
    ['eyJhbGciOiJub25lIn0.eyJ2YyI6e319.', 'form-unsupported'],
    [Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'form-unsupported'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'form-unsupported'],
    ['<html></html>', 'not-json'],
  ];
  for (const [input, code] of cases) expect(await formatOf(input), String(input).slice(0, 40)).toBe(code);
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  expect(await formatOf(cyclic)).toBe('not-json');
});

test('a credential without one of its parts is named', async () => {
  const cases: readonly (readonly [JsonObject, CheckCode])[] = [
    [{ '@context': v2 }, 'context-missing'],
    [{ '@context': [] }, 'context-missing'],
    [{ '@context': ['https://w3id.org/security/data-integrity/v2', v2] }, 'context-missing'],
    [{ '@context': ['https://www.w3.org/2018/credentials/v1'] }, 'data-model-unsupported'],
    [{ '@context': [v2, 'https://example.org/context'] }, 'context-unknown'],
    [{ '@context': [v2, { name: 'https://example.org/name' }] }, 'context-embedded'],
    [{ '@context': [v2, null] }, 'context-embedded'],
    [{ type: 'Thing' }, 'type-missing'],
    [{ id: 'no address' }, 'id-not-an-address'],
    [{ id: ['https://example.org/1'] }, 'id-not-an-address'],
    [{ issuer: 'Northgate College' }, 'issuer-missing'],
    [{ issuer: { name: 'Northgate College' } }, 'issuer-missing'],
    [{ issuer: [{ id: 'did:web:a.org' }] }, 'issuer-missing'],
    [{ credentialSubject: [] }, 'subject-missing'],
    [{ credentialSubject: {} }, 'subject-missing'],
    [{ credentialSubject: 'did:key:z6Mk' }, 'subject-missing'],
    [{ evidence: { id: 'https://example.org/1' } }, 'member-untyped'],
    [{ credentialStatus: 'https://example.org/1' }, 'member-untyped'],
  ];
  for (const [change, code] of cases) {
    const document = await changed((original) => Object.assign(original, change));
    expect(await formatOf(document), JSON.stringify(change)).toBe(code);
  }
});

test('a context deep inside cannot give words another meaning', async () => {
  const document = await changed((original) => {
    original['issuer'] = { ...(original['issuer'] as JsonObject), '@context': { name: 'https://example.org/other' } };
  });
  expect(await formatOf(document)).toBe('context-embedded');
});

test('a last day spelt by its full address is signed all the same, and still not hidden', async () => {
  const { document } = await aCredential();
  const { validUntil, ...others } = document;
  const spelt = {
    ...others,
    'https://www.w3.org/2018/credentials#validUntil': {
      '@value': validUntil,
      '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
    },
  };
  const { proof: _, ...before } = document;
  const { proof: __, ...after } = spelt as JsonObject;
  expect(await canonizeDocument(after)).toBe(await canonizeDocument(before));
  expect(await formatOf(spelt)).toBe('key-not-plain');
});

test('a status spelt by its full address is signed all the same, and still not hidden', async () => {
  const { document } = await aCredential();
  const { credentialStatus, ...others } = document;
  const spelt: JsonObject = { ...others, 'https://www.w3.org/2018/credentials#credentialStatus': credentialStatus };
  const { proof: _, ...before } = document;
  const { proof: __, ...after } = spelt;
  expect(await canonizeDocument(after)).toBe(await canonizeDocument(before));
  expect(await formatOf(spelt)).toBe('key-not-plain');
});

test('keywords that would move parts out of sight are refused', async () => {
  for (const key of ['@graph', '@included', '@reverse', '@id', '@type', '@set', '@list', '@nest', '@index', '@json']) {
    const document = await changed((original) => Object.assign(original, { [key]: [] }));
    expect(await formatOf(document), key).toBe('key-not-plain');
  }
  const nested = await changed((original) =>
    Object.assign(original, { credentialStatus: [[original['credentialStatus']]] }),
  );
  expect(await formatOf(nested)).toBe('key-not-plain');
});

test('a part that speaks under the credential’s own id is refused', async () => {
  const document = await changed((original) => {
    original['evidence'] = [{ id: original['id'], type: ['Evidence'], name: 'Something' }];
  });
  expect(await formatOf(document)).toBe('id-repeated');
});

test('a word without a definition is refused, wherever it stands', async () => {
  const places: readonly ((document: Record<string, Json | undefined>) => void)[] = [
    (document) => Object.assign(document, { honours: 'first class' }),
    (document) => Object.assign(document, { type: ['VerifiableCredential', 'OpenBadgeCredential', 'Honours'] }),
    (document) => Object.assign(document, { issuer: { ...(document['issuer'] as JsonObject), honours: 'x' } }),
    (document) => Object.assign(document, { evidence: { id: '/relative', type: ['Evidence'] } }),
  ];
  for (const change of places) expect(await formatOf(await changed(change))).toBe('term-undefined');
  await expect(signed({ ...buildAchievementCredential(anAward()), honours: 'first class' })).rejects.toMatchObject({
    code: 'term-undefined',
  });
});

test('a context that nobody carries is never fetched, when signing or verifying', async () => {
  const document = { ...buildAchievementCredential(anAward()), '@context': [v2, 'https://example.org/context'] };
  await expect(signed(document)).rejects.toMatchObject({
    code: 'context-unknown',
    params: { context: 'https://example.org/context' },
  });
});

test('a context lent for one verification is not kept for the next', async () => {
  const url = 'https://example.org/lent';
  const document = { '@context': [v2, url], honours: 'first class' };
  const lent = { [url]: { '@context': { honours: 'https://example.org/honours' } } };
  await expect(canonizeDocument(document, lent)).resolves.toContain('first class');
  await expect(canonizeDocument(document)).rejects.toMatchObject({ code: 'context-unknown' });
});

test('blank nodes that all look alike stop the work instead of prolonging it', async () => {
  const names = Array.from({ length: 9 }, (_, index) => `_:n${index}`);
  const nodes = names.map((id) => ({
    id,
    type: ['Achievement'],
    related: names.filter((other) => other !== id).map((other) => ({ id: other, type: ['Achievement'] })),
  }));
  const document = await changed((original) => {
    const subject = original['credentialSubject'] as JsonObject;
    original['credentialSubject'] = { ...subject, achievement: nodes };
  });
  const started = performance.now();
  expect(await formatOf(document)).toBe('canonicalization-too-complex');
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('a document at every limit is answered in bounded time', async () => {
  const many = await changed((original) => {
    const context = original['@context'] as readonly Json[];
    original['@context'] = [...context, ...Array.from({ length: 98 }, () => context[1] ?? null)];
  });
  expect(await formatOf(many)).toBe('canonicalization-too-complex');
  const wide = await changed((original) => {
    const subject = original['credentialSubject'] as Record<string, Json>;
    const achievement = subject['achievement'] as JsonObject;
    const tag = Array.from({ length: 1_000 }, (_, index) => `tag ${index}`);
    original['credentialSubject'] = { ...subject, achievement: { ...achievement, tag } };
  });
  const started = performance.now();
  expect(await formatOf(wide)).toBe('format-sound');
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('no copy with one thing changed is valid, and none is taken for unchanged', async () => {
  const { document } = await aCredential();
  const world = await theWorld();
  const wrong: string[] = [];
  for (const { what, document: copy } of tamperedCopies(document)) {
    const { verdict, checks } = await verifyCredential(copy, world);
    if (verdict === 'valid' || checks.find(({ name }) => name === 'integrity')?.code === 'unchanged') wrong.push(what);
  }
  expect(wrong).toEqual([]);
});

test('any part replaced by anything is refused, unless what is signed stays the same', async () => {
  const { document } = await aCredential();
  const world = await theWorld();
  const { proof: _, ...unsigned } = document;
  const canonical = await canonizeDocument(unsigned);
  const paths = pathsOf(document);
  const replacement = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(...bundledContexts.keys(), [], {}, null, ''),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), replacement, async (path, value) => {
      const copy = replaceAt(document, path, value as Json) as JsonObject;
      const { verdict } = await verifyCredential(copy, world);
      if (verdict !== 'valid') return;
      const { proof: __, ...changedDocument } = copy;
      expect(await canonizeDocument(changedDocument)).toBe(canonical);
    }),
    { numRuns: fuzzRuns(60) },
  );
});

test('any letter of the text changed is refused, unless the JSON says the same', async () => {
  const { text, document } = await aCredential();
  const world = await theWorld();
  const place = fc.nat({ max: text.length - 1 });
  await fc.assert(
    fc.asyncProperty(place, fc.constantFrom('', ' ', '"', '{', ',', '0', 'a', '\\', '\ud800'), async (at, letter) => {
      const copy = text.slice(0, at) + letter + text.slice(at + 1);
      const { verdict } = await verifyCredential(copy, world);
      if (verdict === 'valid') expect(JSON.parse(copy)).toEqual(document);
    }),
    { numRuns: fuzzRuns(100) },
  );
});

type Path = readonly (string | number)[];

function pathsOf(value: Json | undefined, path: Path = []): readonly Path[] {
  if (Array.isArray(value))
    return [path, ...(value as readonly Json[]).flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (!isObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function replaceAt(value: Json | undefined, [key, ...rest]: Path, replacement: Json): Json {
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return (value as readonly Json[]).with(
      Number(key),
      replaceAt((value as readonly Json[])[Number(key)], rest, replacement),
    );
  const object = isObject(value) ? value : {};
  return { ...object, [key]: replaceAt(object[key], rest, replacement) };
}
