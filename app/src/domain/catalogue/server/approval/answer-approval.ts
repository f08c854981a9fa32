import type { Actor } from '#domain/identity/identity.ts';
import { recordAudit, requirePerson, requireRole } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { longestNote, mayAnswer } from '../../approval.ts';
import { mailAnswered } from './approval-mails.ts';
import { findLastApproval, saveAnswer } from './approvals.store.ts';
import { holdDraftAndHash, versionToRead } from './reader-of-draft.ts';

export interface ApprovalAnswered {
  readonly kind: 'answered';
}

export interface ApprovalNotAnswered {
  readonly kind: 'refused';
  /** changed-meanwhile: the draft is no longer what the reviewer had before them. */
  readonly because: 'not-asked' | 'own-request' | 'changed-meanwhile' | 'note-missing' | 'too-long';
}

/**
 * A reviewer's answer to an open request: approved, or changes asked for with a note that says which. An approval is
 * kept with the hash of what was approved, and holds for nothing else.
 *
 * @param input.readHash of the draft as the reviewer saw it.
 */
export async function answerApproval(
  platform: Platform,
  actor: Actor,
  input: {
    readonly versionId: string;
    readonly answer: 'approved' | 'changes';
    readonly note: string;
    readonly readHash: string;
  },
): Promise<ApprovalAnswered | ApprovalNotAnswered> {
  const { organisation } = await versionToRead(platform, actor, input.versionId);
  requireRole(actor, organisation.id, 'reviewer');
  const { personId } = requirePerson(actor);
  const note = input.note.trim();
  if (note.length > longestNote) return { kind: 'refused', because: 'too-long' };
  if (input.answer === 'changes' && note === '') return { kind: 'refused', because: 'note-missing' };

  return platform.db.transaction().execute(async (trx): Promise<ApprovalAnswered | ApprovalNotAnswered> => {
    const { draft, hash } = await holdDraftAndHash(trx, input.versionId);
    const open = await findLastApproval(trx, draft.id);
    if (open?.answer !== null) return { kind: 'refused', because: 'not-asked' };
    if (!mayAnswer(open, personId)) return { kind: 'refused', because: 'own-request' };
    const approved = input.answer === 'approved';
    if (approved && input.readHash !== hash) return { kind: 'refused', because: 'changed-meanwhile' };

    const approvedHash = approved ? hash : null;
    const at = platform.clock();
    await saveAnswer(trx, open.id, { answer: input.answer, by: personId, note, at, approvedHash });
    await recordAudit(platform, trx, actor, {
      action: `approval.${input.answer}`,
      subjectKind: 'approval',
      subjectId: open.id,
      organisationId: organisation.id,
      detail: { versionId: draft.id, number: draft.number, contentHash: approvedHash },
    });
    await mailAnswered(platform, trx, {
      draft,
      organisation,
      approval: open,
      by: personId,
      answer: input.answer,
      note,
    });
    return { kind: 'answered' };
  });
}
