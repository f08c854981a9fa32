import type { Kysely, Transaction } from 'kysely';
import { isId } from '#platform/server/ids.ts';
import type { Database } from '#platform/server/schema.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** A picture that a question shows. It belongs to the microcredential, so that every version of its questions may. */
export interface QuestionPicture {
  readonly id: string;
  readonly microcredentialId: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly fileKey: string;
  readonly width: number;
  readonly height: number;
}

export async function insertPicture(db: Db, picture: QuestionPicture, at: Date): Promise<void> {
  await db
    .insertInto('question_picture')
    .values({
      id: picture.id,
      microcredential_id: picture.microcredentialId,
      media_type: picture.mediaType,
      bytes: picture.bytes,
      sha256: picture.sha256,
      file_key: picture.fileKey,
      width: picture.width,
      height: picture.height,
      created_at: at,
    })
    .execute();
}

type By = { readonly id: string } | { readonly microcredentialId: string; readonly sha256: string };

export async function findPicture(db: Db, by: By): Promise<QuestionPicture | undefined> {
  if ('id' in by && !isId(by.id)) return undefined;
  const row = await db
    .selectFrom('question_picture')
    .selectAll()
    .$if('id' in by, (query) => query.where('id', '=', 'id' in by ? by.id : ''))
    .$if('sha256' in by, (query) =>
      query
        .where('microcredential_id', '=', 'sha256' in by ? by.microcredentialId : '')
        .where('sha256', '=', 'sha256' in by ? by.sha256 : ''),
    )
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      microcredentialId: row.microcredential_id,
      mediaType: row.media_type,
      bytes: row.bytes,
      sha256: row.sha256,
      fileKey: row.file_key,
      width: row.width,
      height: row.height,
    }
  );
}

/** Pictures of a microcredential, so many at most. */
export async function countPictures(db: Db, microcredentialId: string): Promise<number> {
  const { count } = await db
    .selectFrom('question_picture')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('microcredential_id', '=', microcredentialId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
