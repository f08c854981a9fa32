import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMicrocredential, aProvider, aPublishedVersion } from '../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { reinstateOrganisation, suspendOrganisation } from '#domain/organisations/server/api.ts';
import { searchRequestFrom } from '../search.ts';
import { searchWords } from '../search-words.ts';
import {
  newestListings,
  pageSize,
  refreshListingsOf,
  resumeMicrocredential,
  retireMicrocredential,
  searchCatalogue,
  writeSignal,
} from './api.ts';
import { listings, tsquery } from './search.store.ts';

const system = { kind: 'system' } as const;
let platform: TestPlatform;
const slugs: Record<string, string> = {};

beforeAll(async () => {
  platform = await aPlatform({ at: new Date('2026-11-23T12:00:00Z') });
  const college = await aProvider(platform, 'Université de Northgate');
  const guides = await aProvider(platform, 'Marram Guides');
  const build = async (key: string, record: Record<string, unknown>, provider = college) => {
    const built = await aMicrocredential(platform, {
      provider,
      record: { description: 'Nothing in particular.', outcomes: [{ text: 'Do it' }], ...record },
    });
    slugs[key] = built.slug;
  };
  await build('aid', {
    title: 'Psychological first aid',
    summary: 'Support people after a crisis.',
    description: 'Running towards those who need it.',
  });
  await build('sheets', {
    title: 'Data analysis with spreadsheets',
    summary: 'Tables and charts.',
    field: '0611',
    level: { framework: 'EQF', value: '5', cycle: 'short' },
  });
  await build('securite', {
    title: 'Sécurité alimentaire en cuisine',
    summary: 'Préparer des repas sûrs.',
    language: 'fr',
    field: '1013',
  });
  await build(
    'tourism',
    {
      title: 'Sustainable tourism',
      summary: 'Guiding on the coast.',
      outcomes: [{ text: 'Interpret spreadsheets of visitor numbers' }],
      delivery: 'workplace',
      field: '1015',
      level: null,
    },
    guides,
  );
});
afterAll(() => platform.stop());

const search = (query: string) => searchCatalogue(platform, searchRequestFrom(new URLSearchParams(query)));
const found = async (words: string) =>
  (await search(`q=${encodeURIComponent(words)}`)).listings.map(({ slug }) => slug);

test('words are found in titles, summaries, outcomes, descriptions and the provider, titles first', async () => {
  expect(await found('spreadsheets')).toEqual([slugs['sheets'], slugs['tourism']]);
  expect(await found('crisis')).toEqual([slugs['aid']]);
  expect(await found('visitor')).toEqual([slugs['tourism']]);
  expect(await found('marram')).toEqual([slugs['tourism']]);
});

test('forms of a word find each other in the language of the record', async () => {
  expect(await found('run')).toEqual([slugs['aid']]);
  expect(await found('analysis spreadsheet')).toEqual([slugs['sheets']]);
  expect(await found('préparation repas')).toEqual([slugs['securite']]);
});

test('accents may be typed or left out', async () => {
  for (const typed of ['securite', 'sécurité', 'SÉCURITÉ', 'se\u0301curite\u0301'])
    expect(await found(typed)).toEqual([slugs['securite']]);
  expect(await found('universite')).toHaveLength(3);
});

test('the last word may be half typed', async () => {
  expect(await found('psycholo')).toEqual([slugs['aid']]);
  expect(await found('data spreads')).toEqual([slugs['sheets']]);
  expect(await found('spreads data')).toEqual([]);
});

test('quotes, minus and or mean what they mean elsewhere', async () => {
  expect(await found('"first aid"')).toEqual([slugs['aid']]);
  expect(await found('"aid first"')).toEqual([]);
  expect(await found('spreadsheets -tourism')).toEqual([slugs['sheets']]);
  expect((await found('crisis or coast')).toSorted()).toEqual([slugs['aid'], slugs['tourism']].toSorted());
});

test('whatever is typed, the answer is a list and never an error', async () => {
  const typed = [
    "'; drop table search_document; --",
    "' or 1=1 --",
    ':* & | ! ( ) <->',
    '\\',
    '"',
    '""',
    '-',
    '!!!',
    'a:*b',
    "it's",
    '\u0000null',
    '\ud800',
    '%',
    '_',
    '$1',
    '{{}}',
    'x'.repeat(5000),
    '心理',
    'نفسي',
    '🙂',
    "'a' <-> 'b':*",
  ];
  for (const words of typed)
    expect(Array.isArray((await search(new URLSearchParams({ q: words }).toString())).listings), words).toBe(true);
  expect((await search('')).total).toBe(4);
});

test('filters narrow, and each kind counts what the others leave', async () => {
  expect((await search('field=10')).listings.map(({ slug }) => slug).toSorted()).toEqual(
    [slugs['securite'], slugs['tourism']].toSorted(),
  );
  expect((await search('field=10&language=fr')).listings.map(({ slug }) => slug)).toEqual([slugs['securite']]);
  expect((await search('field=10&field=06')).total).toBe(3);
  expect((await search('level=EQF:5')).listings.map(({ slug }) => slug)).toEqual([slugs['sheets']]);
  expect((await search('provider=marram-guides')).listings.map(({ slug }) => slug)).toEqual([slugs['tourism']]);
  const { facets } = await search('field=10&language=fr');
  expect(facets.language).toEqual([
    { value: 'en', count: 1 },
    { value: 'fr', count: 1 },
  ]);
  expect(facets.field).toEqual([{ value: '10', count: 1 }]);
  expect(facets.provider).toEqual([{ value: 'universite-de-northgate', label: 'Université de Northgate', count: 1 }]);
});

test('free means free now', async () => {
  const priced = await aMicrocredential(platform, {
    offering: { priceMinor: 4500, currency: 'GBP' },
    record: { title: 'Priced' },
  });
  const unoffered = await aPublishedVersion(platform, { record: { title: 'Not offered' } });
  const all = await search('');
  expect(all.listings.find(({ slug }) => slug === priced.slug)?.price).toEqual({ minor: 4500, currency: 'GBP' });
  expect(all.listings.find(({ slug }) => slug === unoffered.slug)?.price).toBeNull();
  const free = await search('free=yes');
  expect(free).toMatchObject({ total: 4, freeCount: 4 });
  expect(all).toMatchObject({ total: 6, freeCount: 4 });
  await retireMicrocredential(platform, system, priced);
  await retireMicrocredential(platform, system, unoffered);
});

test('what is retired or whose provider is suspended is not listed, until it is again', async () => {
  const built = await aMicrocredential(platform, { record: { title: 'Kayaking in winter' } });
  const signal = { microcredentialId: built.microcredentialId, signal: 'completers', value: 7 };
  await platform.db.transaction().execute((trx) => writeSignal(platform, trx, signal));
  await retireMicrocredential(platform, system, built);
  expect(await found('kayaking')).toEqual([]);
  await resumeMicrocredential(platform, system, built);
  expect(await found('kayaking')).toEqual([built.slug]);

  const organisationId = built.provider.id;
  await suspendOrganisation(platform, system, { organisationId, reason: 'Under review' });
  await refreshListingsOf(platform, { organisationId });
  expect(await found('kayaking')).toEqual([]);
  await reinstateOrganisation(platform, system, { organisationId });
  await refreshListingsOf(platform, { organisationId });
  expect(await found('kayaking')).toEqual([built.slug]);
  const kept = await platform.db
    .selectFrom('search_document')
    .select('signals')
    .where('microcredential_id', '=', built.microcredentialId)
    .executeTakeFirstOrThrow();
  expect(kept.signals).toEqual({ completers: 7 });
});

test('thousands of results come page by page, each once, through the index', async () => {
  const { microcredentialId, versionId } = await aMicrocredential(platform, { record: { title: 'Template' } });
  // Rows of the size that publishing writes, made by the thousand.
  await sql`
    with made as (
      insert into microcredential (id, slug, organisation_id, created_at)
      select gen_random_uuid(), 'made-' || n, (select organisation_id from microcredential where id = ${microcredentialId}), now() from generate_series(1, 3000) n
      returning id, slug)
    insert into search_document (microcredential_id, version_id, language, title, summary, provider_name, words, facets, published_at, updated_at)
    select made.id, ${versionId}, 'en', made.slug, '', 'Northgate', 
      to_tsvector('simple', (select string_agg('word' || (random() * 5000)::int, ' ') from generate_series(1, 60) where made.slug <> '')
        || case when random() < 0.02 then ' lighthouse keeping' else '' end),
      d.facets || jsonb_build_object('slug', made.slug), ${platform.clock()}, now()
    from made, search_document d where d.microcredential_id = ${microcredentialId}`.execute(platform.db);
  // As autovacuum would: index entries that wait in a list make the planner shy of the index.
  await sql`vacuum analyze search_document`.execute(platform.db);

  const seen: string[] = [];
  let pages = 0;
  for (let after: string | undefined = ''; after !== undefined; pages += 1) {
    const page = await search(`q=lighthouse&after=${after}`);
    seen.push(...page.listings.map(({ slug }) => slug));
    after = page.nextCursor;
  }
  const { total } = await search('q=lighthouse');
  expect(total).toBeGreaterThan(pageSize);
  expect(seen).toHaveLength(total);
  expect(new Set(seen).size).toBe(total);
  expect(pages).toBe(Math.ceil(total / pageSize));

  const newest = await search('');
  const next = await search(`after=${newest.nextCursor ?? ''}`);
  expect(new Set([...newest.listings, ...next.listings].map(({ slug }) => slug)).size).toBe(2 * pageSize);

  const { filters } = searchRequestFrom(new URLSearchParams());
  const query = tsquery(searchWords('lighthouse keep'), ['english', 'french']);
  const searched = await listings(
    platform.db,
    { query, order: 'best', filters, now: platform.clock() },
    undefined,
    pageSize,
  ).explain('json');
  expect(JSON.stringify(searched)).toContain('search_document_words');
  const listed = await listings(
    platform.db,
    { query: undefined, order: 'newest', filters, now: platform.clock() },
    undefined,
    pageSize,
  ).explain('json');
  expect(JSON.stringify(listed)).toContain('search_document_newest');
});

test('the newest come first, of everyone or of one provider', async () => {
  platform.setTime(new Date('2026-11-24T12:00:00Z'));
  const last = await aMicrocredential(platform, { record: { title: 'The very last' } });
  expect((await newestListings(platform, { limit: 1 })).map(({ slug }) => slug)).toEqual([last.slug]);
  expect((await newestListings(platform, { provider: 'marram-guides', limit: 9 })).map(({ slug }) => slug)).toEqual([
    slugs['tourism'],
  ]);
});

test('the list follows its provider by itself', async () => {
  await using working = await aPlatform({ run: 'on' });
  const built = await aMicrocredential(working);
  const listed = async () => (await newestListings(working, { limit: 9 })).map(({ slug }) => slug);
  expect(await listed()).toEqual([built.slug]);
  await suspendOrganisation(working, system, { organisationId: built.provider.id, reason: 'Under review' });
  await expect.poll(listed, { timeout: 10_000 }).toEqual([]);
  await reinstateOrganisation(working, system, { organisationId: built.provider.id });
  await expect.poll(listed, { timeout: 10_000 }).toEqual([built.slug]);
});
