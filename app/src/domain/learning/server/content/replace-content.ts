import type { Transaction } from 'kysely';
import { holdDraft } from '#domain/catalogue/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { KeptFile } from '../files/carried-file.ts';
import type { Lesson } from '../../learning.ts';
import { renderContent, writeContentPart } from './content-part.ts';
import { deleteModuleRow, findModulesOf, insertLesson, insertModule } from './content.store.ts';
import { deleteFileRow, findFiles, insertFile } from './files.store.ts';

export interface ContentToCarry {
  readonly modules: readonly {
    readonly title: string;
    readonly lessons: readonly Pick<Lesson, 'slug' | 'title' | 'minutes' | 'source' | 'outcomes'>[];
  }[];
  /** In place of those that the draft holds; one that stays as it is keeps its row. */
  readonly files: readonly KeptFile[];
}

/**
 * Puts other modules, lessons and files in place of a draft's own. Called in the transaction of an import, whoever may
 * do so having been asked before. What is no longer held, the nightly sweep takes away.
 */
export async function replaceContent(
  platform: Platform,
  trx: Transaction<Database>,
  versionId: string,
  content: ContentToCarry,
): Promise<void> {
  await holdDraft(trx, versionId);
  for (const { id } of await findModulesOf(trx, versionId)) await deleteModuleRow(trx, id);
  for (const [index, { title, lessons }] of content.modules.entries()) {
    const moduleId = platform.newId();
    await insertModule(trx, { id: moduleId, versionId, position: index + 1, title });
    for (const [place, lesson] of lessons.entries()) {
      const id = platform.newId();
      await insertLesson(trx, { ...lesson, id, versionId, moduleId, html: '', position: place + 1 });
    }
  }
  const wanted = new Map(content.files.map((file) => [file.path, file]));
  for (const held of await findFiles(trx, versionId)) {
    if (wanted.get(held.path)?.sha256 === held.sha256) wanted.delete(held.path);
    else await deleteFileRow(trx, held.id);
  }
  for (const file of wanted.values()) await insertFile(trx, { ...file, id: platform.newId(), versionId });
  await renderContent(trx, versionId);
  await writeContentPart(platform, trx, versionId);
}
