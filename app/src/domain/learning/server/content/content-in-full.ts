import { versionById } from '#domain/catalogue/server/api.ts';
import { roles, type Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { ContentFile } from '../../content-file.ts';
import type { Lesson, Module } from '../../learning.ts';
import { findLessons, findModulesOf } from './content.store.ts';
import { findFiles } from './files.store.ts';

export interface ContentInFull {
  readonly modules: readonly Module[];
  /** With their text, module by module. */
  readonly lessons: readonly Lesson[];
  readonly files: readonly ContentFile[];
}

/** All that a version teaches, text included, for the provider's members. */
export async function contentInFull(platform: Platform, actor: Actor, versionId: string): Promise<ContentInFull> {
  const version = await versionById(platform, versionId);
  if (version === undefined) throw new NotFound('version');
  requireRole(actor, version.organisationId, ...roles);
  const [modules, lessons, files] = await Promise.all([
    findModulesOf(platform.db, versionId),
    findLessons(platform.db, versionId),
    findFiles(platform.db, versionId),
  ]);
  return { modules, lessons, files };
}
