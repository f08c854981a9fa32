import { sql, type RawBuilder, type SqlBool, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '#platform/server/schema.ts';
import { recordSchema, type MicrocredentialRecord } from '../record.ts';
import {
  facetNames,
  noFilters,
  type Cursor,
  type FacetName,
  type FacetValue,
  type Listing,
  type SearchFilters,
  type SearchOrder,
} from '../search.ts';
import { searchConfiguration, type SearchWords } from '../search-words.ts';
import type { Db } from './versions.store.ts';

const { level, delivery, workloadHours, ects } = recordSchema.shape;

const facetsSchema = z.object({
  /** False while nobody could enrol: retired, or the provider may not offer. */
  listed: z.boolean(),
  slug: z.string(),
  broad: z.string(),
  field: z.string(),
  levelKey: z.string().nullable(),
  level,
  delivery,
  provider: z.string(),
  colour: z.string(),
  workloadHours,
  ects,
});
export type Facets = z.infer<typeof facetsSchema>;

export interface SearchDocument {
  readonly microcredentialId: string;
  readonly versionId: string;
  readonly language: string;
  /** A text search configuration of PostgreSQL. */
  readonly configuration: string;
  readonly title: string;
  readonly summary: string;
  readonly providerName: string;
  /** Folded texts by weight, a the heaviest. */
  readonly words: { readonly a: string; readonly b: string; readonly c: string; readonly d: string };
  readonly facets: Facets;
  readonly publishedAt: Date;
  readonly at: Date;
}

/** Signals of later domains stay as they are. */
export async function upsertSearchDocument(trx: Transaction<Database>, document: SearchDocument): Promise<void> {
  // Each text twice: by the language's word forms, and as typed, for names, beginnings and readers of other languages.
  const weighed = Object.entries(document.words).flatMap(([weight, text]) =>
    [document.configuration, 'simple'].map(
      (configuration) => sql`setweight(to_tsvector(${configuration}::regconfig, ${text}), ${weight.toUpperCase()})`,
    ),
  );
  const values = {
    version_id: document.versionId,
    language: document.language,
    title: document.title,
    summary: document.summary,
    provider_name: document.providerName,
    words: sql<string>`${sql.join(weighed, sql` || `)}`,
    facets: JSON.stringify(document.facets),
    published_at: document.publishedAt,
    updated_at: document.at,
  };
  await trx
    .insertInto('search_document')
    .values({ microcredential_id: document.microcredentialId, ...values })
    .onConflict((conflict) => conflict.column('microcredential_id').doUpdateSet(values))
    .execute();
}

export async function setSignal(
  trx: Transaction<Database>,
  microcredentialId: string,
  signal: string,
  value: unknown,
): Promise<void> {
  await trx
    .updateTable('search_document')
    .set({ signals: sql`jsonb_set(signals, array[${signal}], ${JSON.stringify(value)}::jsonb)` })
    .where('microcredential_id', '=', microcredentialId)
    .execute();
}

/** The tsquery for what was typed: by the word forms of any of the languages, or as typed with the last word begun. */
export function tsquery({ all, unfinished }: SearchWords, configurations: readonly string[]): RawBuilder<string> {
  const queries = [...new Set(['simple', ...configurations])].flatMap((name) => {
    const configuration = sql`${name}::regconfig`;
    const whole = sql`websearch_to_tsquery(${configuration}, ${all})`;
    if (unfinished === undefined) return [whole];
    const begun = sql`(websearch_to_tsquery(${configuration}, ${unfinished.before}) && to_tsquery('simple', ${`${unfinished.last}:*`}))`;
    return [whole, begun];
  });
  return sql<string>`(${sql.join(queries, sql` || `)})`;
}

/** The configurations of the languages that anything is listed in. */
export async function configurationsInUse(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('search_document').select('language').distinct().execute();
  return [...new Set(rows.map(({ language }) => searchConfiguration(language)))].toSorted();
}

const columns: Readonly<Record<FacetName, RawBuilder<string | null>>> = {
  field: sql<string | null>`facets->>'broad'`,
  level: sql<string | null>`facets->>'levelKey'`,
  delivery: sql<string | null>`facets->>'delivery'`,
  language: sql<string | null>`language`,
  provider: sql<string | null>`facets->>'provider'`,
};

/** Open now: by price, the cheapest first. */
const openOffering = (now: Date) => sql`
  from offering where offering.microcredential_id = search_document.microcredential_id and closed_at is null
    and (enrol_from is null or enrol_from <= ${now}) and (enrol_until is null or enrol_until > ${now})
    and (ends_at is null or ends_at > ${now})`;

export interface Narrowing {
  readonly query: RawBuilder<string> | undefined;
  readonly order: SearchOrder;
  readonly filters: SearchFilters;
  readonly now: Date;
}

function conditions({ query, filters, now }: Narrowing, except?: FacetName | 'free'): RawBuilder<SqlBool> {
  const chosen: Readonly<Record<FacetName, readonly string[]>> = {
    field: filters.fields,
    level: filters.levels,
    delivery: filters.deliveries,
    language: filters.languages,
    provider: filters.providers,
  };
  const all = [
    // Said so rather than "= true": without statistics on it, the planner then expects nearly all rows, and is right.
    sql`facets->'listed' is distinct from 'false'::jsonb`,
    ...(query === undefined ? [] : [sql`words @@ ${query}`]),
    ...facetNames
      .filter((name) => name !== except && chosen[name].length > 0)
      .map((name) => sql`${columns[name]} in (${sql.join(chosen[name])})`),
    ...(filters.free && except !== 'free' ? [sql`exists (select ${openOffering(now)} and price_minor = 0)`] : []),
  ];
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

export interface FoundListing extends Listing {
  /** As PostgreSQL writes it; 0 where nothing was searched for. */
  readonly rank: string;
}

/** One page, best or newest first, from the cursor on. */
export async function findListings(
  db: Db,
  narrowing: Narrowing,
  cursor: Cursor | undefined,
  limit: number,
): Promise<FoundListing[]> {
  return (await listings(db, narrowing, cursor, limit).execute()).map(toListing);
}

/** Exported for the test that looks at its plan. */
export function listings(db: Db, narrowing: Narrowing, cursor: Cursor | undefined, limit: number) {
  const { query, order, now } = narrowing;
  const isRanked = query !== undefined && order === 'best';
  // 1: divided by the logarithm of the length, so that a long description doesn't win by length alone.
  const rank = !isRanked ? sql<string>`0::real` : sql<string>`ts_rank('{0.05, 0.2, 0.5, 1.0}', words, ${query}, 1)`;
  return db
    .selectFrom('search_document')
    .select([
      'microcredential_id',
      'title',
      'summary',
      'provider_name',
      'language',
      'facets',
      'published_at',
      sql<string>`(${rank})::text`.as('rank'),
      sql<{
        minor: number;
        currency: string;
      } | null>`(select json_build_object('minor', price_minor, 'currency', currency) ${openOffering(now)}
        order by price_minor limit 1)`.as('price'),
    ])
    .where(conditions(narrowing))
    .$if(cursor?.by === 'rank' && isRanked, (select) =>
      select.where(
        sql<SqlBool>`(${rank}, microcredential_id) < (${cursor?.by === 'rank' ? cursor.rank : '0'}::real, ${cursor?.id}::uuid)`,
      ),
    )
    .$if(cursor?.by === 'newest' && !isRanked, (select) =>
      select.where(
        sql<SqlBool>`(published_at, microcredential_id) < (${cursor?.by === 'newest' ? cursor.publishedAt : now}::timestamptz, ${cursor?.id}::uuid)`,
      ),
    )
    .orderBy(isRanked ? rank : sql`published_at`, 'desc')
    .orderBy('microcredential_id', 'desc')
    .limit(limit);
}

type ListingRow = Awaited<ReturnType<ReturnType<typeof listings>['execute']>>[number];

function toListing(row: ListingRow): FoundListing {
  const facets = facetsSchema.parse(row.facets);
  return {
    microcredentialId: row.microcredential_id,
    slug: facets.slug,
    title: row.title,
    summary: row.summary,
    provider: { slug: facets.provider, name: row.provider_name, colour: facets.colour },
    field: facets.field,
    level: facets.level satisfies MicrocredentialRecord['level'],
    delivery: facets.delivery,
    language: row.language,
    workloadHours: facets.workloadHours,
    ects: facets.ects,
    publishedAt: row.published_at,
    price: row.price,
    rank: row.rank,
  };
}

/** How many in all, and how many of them can be taken for nothing. */
export async function countListings(
  db: Db,
  narrowing: Narrowing,
): Promise<{ readonly total: number; readonly free: number }> {
  const counted = await sql<{ total: number; free: number }>`
    select count(*) filter (where ${narrowing.filters.free ? sql`is_free` : sql`true`}) as total, count(*) filter (where is_free) as free
    from (select exists (select ${openOffering(narrowing.now)} and price_minor = 0) as is_free
          from search_document where ${conditions(narrowing, 'free')}) as found`.execute(db);
  return counted.rows[0] ?? { total: 0, free: 0 };
}

/** The values of one kind among what the other filters leave, the most frequent first. */
export async function countFacet(db: Db, narrowing: Narrowing, facet: FacetName, limit: number): Promise<FacetValue[]> {
  const counted = await sql<{ value: string; label: string; count: number }>`
    select ${columns[facet]} as value, min(provider_name) as label, count(*) as count
    from search_document where ${conditions(narrowing, facet)} and ${columns[facet]} is not null
    group by 1 order by count desc, value limit ${limit}`.execute(db);
  return counted.rows.map(({ value, label, count }) =>
    facet === 'provider' ? { value, label, count } : { value, count },
  );
}

/** The public list of one provider, or of everyone, newest first. */
export async function findNewest(
  db: Db,
  filter: { readonly provider?: string; readonly limit: number; readonly now: Date },
): Promise<Listing[]> {
  const filters = { ...noFilters, providers: filter.provider === undefined ? [] : [filter.provider] };
  return findListings(db, { query: undefined, order: 'newest', filters, now: filter.now }, undefined, filter.limit);
}
