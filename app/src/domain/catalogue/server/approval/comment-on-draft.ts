import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { longestNote, type CommentSubject } from '../../approval.ts';
import { findComments, insertComment, resolveCommentRow } from './approvals.store.ts';
import { holdDraftAndHash, personIn, versionToRead } from './reader-of-draft.ts';

export interface Commented {
  readonly kind: 'commented' | 'resolved';
}

export interface NotCommented {
  readonly kind: 'refused';
  readonly because: 'empty' | 'too-long' | 'too-many';
}

const mostComments = 500;

/** Says something about a draft or a part of it, for its authors and reviewers to read. */
export async function commentOnDraft(
  platform: Platform,
  actor: Actor,
  input: {
    readonly versionId: string;
    readonly about: CommentSubject;
    /** Of a lesson or a question, which the caller has looked up in the draft; otherwise null. */
    readonly aboutId: string | null;
    readonly text: string;
  },
): Promise<Commented | NotCommented> {
  const { organisation } = await versionToRead(platform, actor, input.versionId);
  const text = input.text.trim();
  if (text === '') return { kind: 'refused', because: 'empty' };
  if (text.length > longestNote) return { kind: 'refused', because: 'too-long' };

  return platform.db.transaction().execute(async (trx): Promise<Commented | NotCommented> => {
    const { draft } = await holdDraftAndHash(trx, input.versionId);
    if ((await findComments(trx, draft.id)).length >= mostComments) return { kind: 'refused', because: 'too-many' };
    const id = platform.newId();
    const { about, aboutId } = input;
    const writtenAt = platform.clock();
    await insertComment(trx, draft.id, { id, about, aboutId, text, writtenBy: personIn(actor), writtenAt });
    await recordAudit(platform, trx, actor, {
      action: 'approval-comment.written',
      subjectKind: 'approval-comment',
      subjectId: id,
      organisationId: organisation.id,
      detail: { versionId: draft.id, number: draft.number },
    });
    return { kind: 'commented' };
  });
}

/** Says that a comment has been seen to. It stays to be read. */
export async function resolveComment(
  platform: Platform,
  actor: Actor,
  { versionId, commentId }: { readonly versionId: string; readonly commentId: string },
): Promise<Commented> {
  const { version, organisation } = await versionToRead(platform, actor, versionId);
  return platform.db.transaction().execute(async (trx) => {
    const by = personIn(actor);
    if (!(await resolveCommentRow(trx, { versionId, id: commentId, by, at: platform.clock() }))) {
      if (!(await findComments(trx, versionId)).some(({ id }) => id === commentId)) throw new NotFound('comment');
      return { kind: 'resolved' };
    }
    await recordAudit(platform, trx, actor, {
      action: 'approval-comment.resolved',
      subjectKind: 'approval-comment',
      subjectId: commentId,
      organisationId: organisation.id,
      detail: { versionId, number: version.number },
    });
    return { kind: 'resolved' };
  });
}
