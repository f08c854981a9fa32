/** approved: this draft may be published. changes: not as it is. withdrawn: taken back by whoever asked. */
export type ApprovalAnswer = 'approved' | 'changes' | 'withdrawn';

/** A draft laid before a colleague, and what they said. People who were erased are null. */
export interface Approval {
  readonly id: string;
  readonly versionId: string;
  readonly askedBy: string | null;
  /** Null: whoever of those who may approve comes first. */
  readonly askedOf: string | null;
  readonly note: string;
  readonly askedAt: Date;
  readonly answer: ApprovalAnswer | null;
  readonly answeredBy: string | null;
  readonly answerNote: string;
  readonly answeredAt: Date | null;
  /** Over record and parts as they were approved; null for every other answer. */
  readonly approvedHash: string | null;
}

/** stale: approved, and changed since. */
export type ApprovalState = 'not-asked' | 'asked' | 'changes' | 'approved' | 'stale';

/** What the last request for a draft's approval comes to, for the draft as it is now. */
export function approvalState(
  last: Pick<Approval, 'answer' | 'approvedHash'> | undefined,
  draftHash: string,
): ApprovalState {
  if (last === undefined || last.answer === 'withdrawn') return 'not-asked';
  if (last.answer === null) return 'asked';
  if (last.answer === 'changes') return 'changes';
  return last.approvedHash === draftHash ? 'approved' : 'stale';
}

/** Nobody approves what they asked approval for themselves. */
export function mayAnswer(approval: Pick<Approval, 'askedBy'>, personId: string): boolean {
  return approval.askedBy !== personId;
}

/** What a comment on a draft is about. */
export const commentSubjects = ['whole', 'record', 'lesson', 'question', 'award-rule'] as const;
export type CommentSubject = (typeof commentSubjects)[number];

export interface ApprovalComment {
  readonly id: string;
  readonly about: CommentSubject;
  /** Of the lesson or question; null for the others. */
  readonly aboutId: string | null;
  readonly text: string;
  readonly writtenBy: string | null;
  readonly writtenAt: Date;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
}

/** Of a note beside a request or an answer, and of a comment. */
export const longestNote = 4000;
