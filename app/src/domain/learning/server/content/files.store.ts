import type { Selectable, Transaction } from 'kysely';
import type { ContentFile as ContentFileRow, Database } from '#platform/server/schema.ts';
import type { ContentFile } from '../../content-file.ts';
import type { Db } from './content.store.ts';

function toFile(row: Selectable<ContentFileRow>): ContentFile {
  return {
    id: row.id,
    versionId: row.version_id,
    path: row.path,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256,
    fileKey: row.file_key,
    width: row.width,
    height: row.height,
  };
}

export async function findFiles(db: Db, versionId: string): Promise<ContentFile[]> {
  const rows = await db
    .selectFrom('content_file')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('path')
    .execute();
  return rows.map(toFile);
}

export async function findFile(db: Db, versionId: string, path: string): Promise<ContentFile | undefined> {
  const row = await db
    .selectFrom('content_file')
    .selectAll()
    .where('version_id', '=', versionId)
    .where('path', '=', path)
    .executeTakeFirst();
  return row && toFile(row);
}

export async function insertFile(trx: Transaction<Database>, file: ContentFile): Promise<void> {
  await trx
    .insertInto('content_file')
    .values({
      id: file.id,
      version_id: file.versionId,
      path: file.path,
      media_type: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      file_key: file.fileKey,
      width: file.width,
      height: file.height,
    })
    .execute();
}

export async function deleteFileRow(trx: Transaction<Database>, id: string): Promise<void> {
  await trx.deleteFrom('content_file').where('id', '=', id).execute();
}

/** Whether another version still shows the stored file. */
export async function isFileUsed(db: Db, fileKey: string): Promise<boolean> {
  return (
    (await db.selectFrom('content_file').select('id').where('file_key', '=', fileKey).limit(1).executeTakeFirst()) !==
    undefined
  );
}
