import type { Transaction } from 'kysely';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Microcredential } from '../catalogue.ts';
import { slugCandidate } from '../slug.ts';
import { insertMicrocredential } from './versions.store.ts';

/** A microcredential under the slug, or under the first numbered one that nobody has. */
export async function insertUnderFreeSlug(
  platform: Platform,
  trx: Transaction<Database>,
  { slug, ...wanted }: Pick<Microcredential, 'organisationId' | 'teaching' | 'slug'>,
): Promise<Microcredential> {
  const id = platform.newId();
  for (let nth = 1; ; nth += 1) {
    const candidate = slugCandidate(slug, nth);
    const inserted = await insertMicrocredential(trx, {
      id,
      slug: candidate,
      ...wanted,
      createdAt: platform.clock(),
    });
    if (inserted !== undefined) return inserted;
  }
}
