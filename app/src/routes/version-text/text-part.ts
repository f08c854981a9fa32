import type { CommentSubject } from '#domain/catalogue/approval.ts';

/** One part of a version in words, as colleagues read it and as two versions are compared. */
export interface TextPart {
  /** The same in every version that has the part. */
  readonly key: string;
  readonly group: 'record' | 'content' | 'assessment' | 'award-rule';
  readonly title: string;
  /** Lines; of a lesson, its Markdown. */
  readonly text: string;
  /** What a comment on it is about. */
  readonly about: CommentSubject;
  readonly aboutId: string | null;
}
