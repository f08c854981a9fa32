/** Plain facts about what was done: ids, codes, numbers. Never a name or an address, so that people can be erased. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface AuditAction {
  /** What was done, as `subject.participle`: `organisation.approved`. */
  readonly action: string;
  /** The kind of thing it was done to: `organisation`, `person`, `award`. */
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Whose trail it belongs to, where it is an organisation's. */
  readonly organisationId?: string;
  readonly detail?: AuditDetail;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: 'person' | 'system' | 'visitor' | 'command';
  readonly actorId: string | null;
  readonly organisationId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly detail: AuditDetail;
}

/** Every member narrows the list; none gives the whole trail. */
export interface AuditFilter {
  readonly organisationId?: string;
  readonly actorId?: string;
  readonly subjectId?: string;
  /** An action, or the subject before its dot: `organisation` finds every `organisation.…`. */
  readonly action?: string;
  /** Inclusive. */
  readonly from?: Date;
  /** Exclusive. */
  readonly until?: Date;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Hand it back for the page after this one; absent on the last page. */
  readonly nextCursor?: string;
}
