import type { Transaction } from 'kysely';
import { mayOffer, type Organisation } from '#domain/organisations/organisations.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Microcredential } from '../catalogue.ts';
import { broadField } from '../fields.ts';
import { foldAccents } from '../folding.ts';
import { levelKey } from '../levels.ts';
import type { MicrocredentialRecord } from '../record.ts';
import { searchConfiguration } from '../search-words.ts';
import { upsertSearchDocument, type Facets } from './search.store.ts';
import { findMicrocredential, findVersionsOf, findVersionsOfOrganisation } from './versions.store.ts';

interface Searchable {
  readonly microcredential: Pick<Microcredential, 'id' | 'slug' | 'retiredAt'>;
  readonly versionId: string;
  readonly record: MicrocredentialRecord;
  readonly publishedAt: Date;
  readonly organisation: Organisation;
  readonly at: Date;
}

/** Writes what the public list knows of a microcredential, in the transaction of whatever changed it. */
export async function writeSearchDocument(trx: Transaction<Database>, searchable: Searchable): Promise<void> {
  const { microcredential, versionId, record, publishedAt, organisation, at } = searchable;
  await upsertSearchDocument(trx, {
    microcredentialId: microcredential.id,
    versionId,
    language: record.language,
    configuration: searchConfiguration(record.language),
    title: record.title,
    summary: record.summary,
    providerName: organisation.name,
    // Heaviest first: a word in the title counts for more than one in the description.
    words: {
      a: foldAccents(record.title),
      b: foldAccents([record.summary, ...record.outcomes.map(({ text }) => text)].join('\n')),
      c: foldAccents([organisation.name, ...record.skills.map(({ label }) => label)].join('\n')),
      d: foldAccents(record.description),
    },
    facets: facetsOf(searchable),
    publishedAt,
    at,
  });
}

function facetsOf({ microcredential, record, organisation }: Searchable): Facets {
  return {
    listed: microcredential.retiredAt === null && mayOffer(organisation),
    slug: microcredential.slug,
    broad: broadField(record.field),
    field: record.field,
    levelKey: record.level && levelKey(record.level),
    level: record.level,
    delivery: record.delivery,
    provider: organisation.slug,
    colour: organisation.colour,
    workloadHours: record.workloadHours,
    ects: record.ects,
  };
}

/** Writes one microcredential's document anew; nothing when it was never published. */
export async function refreshListing(
  platform: Platform,
  trx: Transaction<Database>,
  microcredentialId: string,
): Promise<void> {
  const microcredential = await findMicrocredential(trx, { id: microcredentialId });
  const version = (await findVersionsOf(trx, microcredentialId)).find(({ status }) => status === 'published');
  const organisation =
    microcredential && (await organisationById({ ...platform, db: trx }, microcredential.organisationId));
  if (!microcredential || version?.status !== 'published' || !organisation) return;
  const { id: versionId, record, publishedAt } = version;
  await writeSearchDocument(trx, {
    microcredential,
    versionId,
    record,
    publishedAt,
    organisation,
    at: platform.clock(),
  });
}

/**
 * Follows a change of the organisation (its name, colour or status) in the documents of its microcredentials.
 * May run twice: it writes what holds at that moment.
 */
export async function refreshListingsOf(
  platform: Platform,
  { organisationId }: { readonly organisationId: string },
): Promise<void> {
  const versions = await findVersionsOfOrganisation(platform.db, organisationId);
  const published = new Set(
    versions.filter(({ status }) => status === 'published').map(({ microcredentialId }) => microcredentialId),
  );
  for (const microcredentialId of published) {
    await platform.db.transaction().execute((trx) => refreshListing(platform, trx, microcredentialId));
  }
}
