import { readingNamed, type ReadingSetting } from '../../reading.ts';
import type { Db } from '../content/content.store.ts';

export async function findReadingSetting(db: Db, personId: string): Promise<ReadingSetting | undefined> {
  const row = await db
    .selectFrom('reading_setting')
    .select(['text_size', 'typeface'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && readingNamed(row.text_size, row.typeface);
}

export async function upsertReadingSetting(db: Db, personId: string, setting: ReadingSetting): Promise<void> {
  const values = { text_size: setting.textSize, typeface: setting.typeface };
  await db
    .insertInto('reading_setting')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
}
