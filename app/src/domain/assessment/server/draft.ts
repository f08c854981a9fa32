import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { Version } from '#domain/catalogue/catalogue.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import type { Assessment } from '../assessment.ts';
import { assessmentById } from './assessment.store.ts';

/** The version an author edits, when the actor is an author of its provider. */
export async function requireAuthor(platform: Platform, actor: Actor, versionId: string): Promise<Version> {
  const version = await versionById(platform, versionId);
  if (!version) throw new NotFound('version');
  requireRole(actor, version.organisationId, 'author');
  return version;
}

/** An assessment and its version, when the actor is an author of its provider. */
export async function requireAuthorOfAssessment(
  platform: Platform,
  actor: Actor,
  assessmentId: string,
): Promise<{ readonly assessment: Assessment; readonly version: Version }> {
  const assessment = await assessmentById(platform.db, assessmentId);
  if (!assessment) throw new NotFound('assessment');
  return { assessment, version: await requireAuthor(platform, actor, assessment.versionId) };
}

/** The same for what is asked in questions: a task has none. */
export async function requireAuthorOfQuiz(platform: Platform, actor: Actor, assessmentId: string) {
  const found = await requireAuthorOfAssessment(platform, actor, assessmentId);
  if (found.assessment.task) throw new NotFound('quiz');
  return found;
}
