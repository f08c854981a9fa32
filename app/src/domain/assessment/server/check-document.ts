import { microcredentialById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { enrolmentById } from '#domain/learning/server/api.ts';
import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import { attemptById } from './attempt.store.ts';
import { insertSupervision } from './supervision.store.ts';

/**
 * A registrar says that they were there during an attempt and checked the learner's document: by whom and when is kept,
 * nothing of the document. Saying it twice is saying it once.
 */
export async function recordDocumentCheck(
  platform: Platform,
  actor: Actor,
  { enrolmentId, attemptId }: { readonly enrolmentId: string; readonly attemptId: string },
): Promise<void> {
  const attempt = await attemptById(platform.db, attemptId);
  const enrolment = attempt?.enrolmentId === enrolmentId ? await enrolmentById(platform, enrolmentId) : undefined;
  const microcredential = enrolment && (await microcredentialById(platform, enrolment.microcredentialId));
  if (!enrolment || !microcredential) throw new NotFound('attempt');
  const { organisationId } = microcredential;
  requireRole(actor, organisationId, 'registrar');
  await platform.db.transaction().execute(async (trx) => {
    const by = actor.kind === 'person' ? actor.personId : null;
    const at = platform.clock();
    if (!(await insertSupervision(trx, { attemptId, kind: 'document-checked', by, at }))) return;
    await recordAudit(platform, trx, actor, {
      action: 'attempt.document-checked',
      subjectKind: 'enrolment',
      subjectId: enrolment.id,
      organisationId,
      detail: { attemptId },
    });
    await announce(platform, trx, { type: 'attempt.supervised', data: { enrolmentId: enrolment.id } });
  });
}
