import { versionById } from '#domain/catalogue/server/api.ts';
import { hasRole, roles, type Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { ContentFile } from '../../content-file.ts';
import type { Module } from '../../learning.ts';
import { isEnrolledIn } from '../enrolment/enrolments.store.ts';
import { findModulesOf } from './content.store.ts';
import { findFile, findFiles } from './files.store.ts';

/** What a version teaches, in order, without the text: its titles and minutes are public on the microcredential's page. */
export async function modulesOf(platform: Pick<Platform, 'db'>, versionId: string): Promise<readonly Module[]> {
  return findModulesOf(platform.db, versionId);
}

/** The files of a version, for the provider's members. */
export async function contentFiles(
  platform: Platform,
  actor: Actor,
  versionId: string,
): Promise<readonly ContentFile[]> {
  const version = await versionById(platform, versionId);
  if (version === undefined) throw new NotFound('version');
  requireRole(actor, version.organisationId, ...roles);
  return findFiles(platform.db, versionId);
}

/** The text of the material's licence, where an import brought one; whoever may see the content may read it. */
export async function licenceOf(platform: Pick<Platform, 'db'>, versionId: string): Promise<ContentFile | undefined> {
  return (await findFiles(platform.db, versionId)).find(
    ({ path, mediaType }) => mediaType === 'text/plain' && !path.startsWith('files/'),
  );
}

/**
 * A file that a lesson shows, for those enrolled in its version and for the provider's members.
 * @throws {NotFound} there is none, or none that the actor may see; the two answer alike
 */
export async function contentFile(
  platform: Platform,
  actor: Actor,
  { versionId, path }: { readonly versionId: string; readonly path: string },
): Promise<ContentFile> {
  const file = isId(versionId) ? await findFile(platform.db, versionId, path) : undefined;
  if (file === undefined || !(await maySee(platform, actor, versionId))) throw new NotFound('file');
  return file;
}

async function maySee(platform: Platform, actor: Actor, versionId: string): Promise<boolean> {
  if (actor.kind === 'person' && (await isEnrolledIn(platform.db, actor.personId, versionId))) return true;
  const version = await versionById(platform, versionId);
  return version !== undefined && hasRole(actor, version.organisationId, roles);
}
