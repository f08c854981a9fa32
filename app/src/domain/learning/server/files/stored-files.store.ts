import type { Db } from '../content/content.store.ts';

export async function noteStoredFile(
  db: Db,
  { fileKey, at }: { readonly fileKey: string; readonly at: Date },
): Promise<void> {
  await db.insertInto('stored_content_file').values({ file_key: fileKey, stored_at: at }).execute();
}

export async function forgetStoredFile(db: Db, fileKey: string): Promise<void> {
  await db.deleteFrom('stored_content_file').where('file_key', '=', fileKey).execute();
}

/** Keys that no version holds though they were stored before then. */
export async function findOrphans(db: Db, before: Date, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('stored_content_file as stored')
    .select('stored.file_key')
    .where('stored.stored_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('content_file')
            .select('content_file.id')
            .whereRef('content_file.file_key', '=', 'stored.file_key'),
        ),
      ),
    )
    .limit(limit)
    .execute();
  return rows.map(({ file_key }) => file_key);
}

/** Bytes that a provider's versions hold together; a file that several share counts once. */
export async function bytesHeldBy(db: Db, organisationId: string): Promise<number> {
  const { total } = await db
    .selectFrom((held) =>
      held
        .selectFrom('content_file')
        .innerJoin('microcredential_version', 'microcredential_version.id', 'content_file.version_id')
        .innerJoin('microcredential', 'microcredential.id', 'microcredential_version.microcredential_id')
        .where('microcredential.organisation_id', '=', organisationId)
        .select(['content_file.file_key', 'content_file.bytes'])
        .distinct()
        .as('held'),
    )
    .select(({ fn }) => fn.sum<string | null>('bytes').as('total'))
    .executeTakeFirstOrThrow();
  return Number(total ?? 0);
}
