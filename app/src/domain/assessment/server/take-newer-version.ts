import type { Actor } from '#domain/identity/identity.ts';
import { recordAudit } from '#domain/identity/server/api.ts';
import { changeVersion, holdEnrolment, newerVersionFor, type NewerVersion } from '#domain/learning/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { hasBegun } from './attempt.store.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';

export type NewerVersionTaken =
  | { readonly kind: 'taken'; readonly number: number }
  | {
      readonly kind: 'refused';
      /** assessed: they began an assessment of their version, and are judged by what they prepared for. */
      readonly because: 'nothing-newer' | 'assessed';
    };

/** What a learner may change to; undefined from their first attempt on. */
export async function newerVersionOffered(
  platform: Platform,
  actor: Actor,
  enrolmentId: string,
): Promise<NewerVersion | undefined> {
  const enrolment = await requireOwnEnrolment(platform, actor, enrolmentId);
  const newer = await newerVersionFor(platform, enrolment);
  return newer === undefined || (await hasBegun(platform.db, enrolment.id)) ? undefined : newer;
}

/**
 * Takes the newer version that one's offering offers by now. It is the learner's choice; whoever says nothing stays with
 * the version they enrolled in.
 */
export async function takeNewerVersion(
  platform: Platform,
  actor: Actor,
  { enrolmentId }: { readonly enrolmentId: string },
): Promise<NewerVersionTaken> {
  const enrolment = await requireOwnEnrolment(platform, actor, enrolmentId);
  return platform.db.transaction().execute(async (trx): Promise<NewerVersionTaken> => {
    await holdEnrolment(trx, enrolment.id);
    if (await hasBegun(trx, enrolment.id)) return { kind: 'refused', because: 'assessed' };
    const version = await changeVersion(platform, trx, enrolment.id);
    if (version === undefined) return { kind: 'refused', because: 'nothing-newer' };
    await recordAudit(platform, trx, actor, {
      action: 'enrolment.version-taken',
      subjectKind: 'enrolment',
      subjectId: enrolment.id,
      organisationId: version.organisationId,
      detail: { fromVersionId: enrolment.versionId, toVersionId: version.id },
    });
    return { kind: 'taken', number: version.number };
  });
}
