import type { Transaction } from 'kysely';
import { holdDraft, type VersionsToCopy } from '#domain/catalogue/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { renderContent, writeContentPart } from './content-part.ts';
import { findLessons, findModulesOf, insertLesson, insertModule } from './content.store.ts';
import { findFiles, insertFile } from './files.store.ts';

/**
 * Begins a draft's content with that of another version: modules, lessons and files. Called in the transaction that
 * begins the draft, whoever may do so having been asked before. Stored files are shared, not doubled.
 */
export async function copyContent(
  platform: Platform,
  trx: Transaction<Database>,
  { fromVersionId, toVersionId, outcomes }: VersionsToCopy,
): Promise<void> {
  await holdDraft(trx, toVersionId);
  const modules = await findModulesOf(trx, fromVersionId);
  const lessons = await findLessons(trx, fromVersionId);
  for (const [index, module] of modules.entries()) {
    const moduleId = platform.newId();
    await insertModule(trx, { id: moduleId, versionId: toVersionId, position: index + 1, title: module.title });
    for (const [place, lesson] of lessons.filter((candidate) => candidate.moduleId === module.id).entries()) {
      await insertLesson(trx, {
        ...lesson,
        id: platform.newId(),
        versionId: toVersionId,
        moduleId,
        position: place + 1,
        outcomes: lesson.outcomes.map((id) => outcomes?.get(id) ?? id),
      });
    }
  }
  for (const file of await findFiles(trx, fromVersionId)) {
    await insertFile(trx, { ...file, id: platform.newId(), versionId: toVersionId });
  }
  await renderContent(trx, toVersionId);
  await writeContentPart(platform, trx, toVersionId);
}
