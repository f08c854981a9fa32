import type { Platform } from '#platform/server/platform.ts';

export interface CatalogueData {
  readonly requestsForApproval: readonly {
    readonly microcredential: string;
    readonly note: string;
    readonly at: Date;
  }[];
  readonly answers: readonly {
    readonly microcredential: string;
    readonly answer: string | null;
    readonly note: string;
    readonly at: Date | null;
  }[];
  readonly partnerships: readonly {
    readonly microcredential: string;
    readonly note: string;
    readonly asked: Date | null;
    readonly answered: Date | null;
    readonly ended: Date | null;
  }[];
  readonly comments: readonly { readonly microcredential: string; readonly text: string; readonly at: Date }[];
}

/**
 * What the catalogue keeps of a person: what they said about drafts of the organisations they worked for. With the
 * account their name leaves it; the words stay with the organisation, whose record of its own decisions they are.
 */
export async function exportPersonData({ db }: Pick<Platform, 'db'>, personId: string): Promise<CatalogueData> {
  const approvals = db
    .selectFrom('approval')
    .innerJoin('microcredential_version as version', 'version.id', 'approval.version_id')
    .innerJoin('microcredential', 'microcredential.id', 'version.microcredential_id');
  const [requestsForApproval, answers, partnerships, comments] = await Promise.all([
    approvals
      .select(['microcredential.slug as microcredential', 'approval.note', 'approval.asked_at as at'])
      .where('approval.asked_by', '=', personId)
      .orderBy('approval.id')
      .execute(),
    approvals
      .select([
        'microcredential.slug as microcredential',
        'approval.answer',
        'approval.answer_note as note',
        'approval.answered_at as at',
      ])
      .where('approval.answered_by', '=', personId)
      .orderBy('approval.id')
      .execute(),
    db
      .selectFrom('partnership')
      .innerJoin('microcredential', 'microcredential.id', 'partnership.microcredential_id')
      .select((eb) => [
        'microcredential.slug as microcredential',
        // What they wrote and did themselves; the rest of the row is of others.
        eb.case().when('asked_by', '=', personId).then(eb.ref('note')).else('').end().as('note'),
        eb.case().when('asked_by', '=', personId).then(eb.ref('asked_at')).end().as('asked'),
        eb.case().when('answered_by', '=', personId).then(eb.ref('answered_at')).end().as('answered'),
        eb.case().when('ended_by', '=', personId).then(eb.ref('ended_at')).end().as('ended'),
      ])
      .where((eb) =>
        eb.or([eb('asked_by', '=', personId), eb('answered_by', '=', personId), eb('ended_by', '=', personId)]),
      )
      .orderBy('partnership.id')
      .execute(),
    db
      .selectFrom('approval_comment as comment')
      .innerJoin('microcredential_version as version', 'version.id', 'comment.version_id')
      .innerJoin('microcredential', 'microcredential.id', 'version.microcredential_id')
      .select(['microcredential.slug as microcredential', 'comment.text', 'comment.written_at as at'])
      .where('comment.written_by', '=', personId)
      .orderBy('comment.id')
      .execute(),
  ]);
  return { requestsForApproval, answers, partnerships, comments };
}
