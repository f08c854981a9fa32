import type { Actor } from '#domain/identity/identity.ts';
import { recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { listMembers } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { approvalState, longestNote } from '../../approval.ts';
import { mailAsked } from './approval-mails.ts';
import { findLastApproval, insertApproval, saveAnswer } from './approvals.store.ts';
import { holdDraftAndHash, personIn, versionToRead } from './reader-of-draft.ts';

export interface ApprovalAsked {
  readonly kind: 'asked' | 'withdrawn';
}

export interface ApprovalNotAsked {
  readonly kind: 'refused';
  /** nobody-to-ask: nobody else is a reviewer or owner. not-a-reviewer: of the person who was chosen. */
  readonly because: 'already-asked' | 'already-approved' | 'nobody-to-ask' | 'not-a-reviewer' | 'too-long';
}

/**
 * Lays a draft before a colleague: one who is named, or whoever of the reviewers (owners, where there is no reviewer)
 * comes first. They are told by mail. The draft may still change; what is approved is what it is then.
 */
export async function askApproval(
  platform: Platform,
  actor: Actor,
  input: { readonly versionId: string; readonly askedOf: string | null; readonly note: string },
): Promise<ApprovalAsked | ApprovalNotAsked> {
  const { version: known, organisation } = await versionToRead(platform, actor, input.versionId);
  requireRole(actor, organisation.id, 'author');
  const note = input.note.trim();
  if (note.length > longestNote) return { kind: 'refused', because: 'too-long' };
  const askedBy = personIn(actor);

  return platform.db.transaction().execute(async (trx): Promise<ApprovalAsked | ApprovalNotAsked> => {
    const { draft, hash } = await holdDraftAndHash(trx, known.id);
    const last = await findLastApproval(trx, draft.id);
    const state = approvalState(last, hash);
    if (state === 'asked') return { kind: 'refused', because: 'already-asked' };
    if (state === 'approved') return { kind: 'refused', because: 'already-approved' };
    const others = (await listMembers({ ...platform, db: trx }, actor, organisation.id)).filter(
      ({ personId, roles }) => personId !== askedBy && (roles.includes('reviewer') || roles.includes('owner')),
    );
    if (others.length === 0) return { kind: 'refused', because: 'nobody-to-ask' };
    const { askedOf } = input;
    if (askedOf !== null && !others.some(({ personId }) => personId === askedOf)) {
      return { kind: 'refused', because: 'not-a-reviewer' };
    }

    const id = platform.newId();
    await insertApproval(trx, { id, versionId: draft.id, askedBy, askedOf, note, askedAt: platform.clock() });
    await recordAudit(platform, trx, actor, {
      action: 'approval.asked',
      subjectKind: 'approval',
      subjectId: id,
      organisationId: organisation.id,
      detail: { versionId: draft.id, number: draft.number, askedOf },
    });
    const reviewers = others.filter(({ roles }) => roles.includes('reviewer'));
    const everyone = reviewers.length > 0 ? reviewers : others;
    await mailAsked(platform, trx, {
      draft,
      organisation,
      askedBy,
      askedOf: askedOf === null ? everyone.map(({ personId }) => personId) : [askedOf],
      note,
    });
    return { kind: 'asked' };
  });
}

/** Takes a request back that nobody has answered; done already, nothing happens. */
export async function withdrawApproval(
  platform: Platform,
  actor: Actor,
  { versionId }: { readonly versionId: string },
): Promise<ApprovalAsked> {
  const { organisation } = await versionToRead(platform, actor, versionId);
  requireRole(actor, organisation.id, 'author');
  return platform.db.transaction().execute(async (trx) => {
    const { draft } = await holdDraftAndHash(trx, versionId);
    const last = await findLastApproval(trx, draft.id);
    if (last?.answer !== null) return { kind: 'withdrawn' };
    const at = platform.clock();
    await saveAnswer(trx, last.id, { answer: 'withdrawn', by: personIn(actor), note: '', at, approvedHash: null });
    await recordAudit(platform, trx, actor, {
      action: 'approval.withdrawn',
      subjectKind: 'approval',
      subjectId: last.id,
      organisationId: organisation.id,
      detail: { versionId: draft.id, number: draft.number },
    });
    return { kind: 'withdrawn' };
  });
}
