import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit } from '#domain/identity/server/api.ts';
import { judgeBy, longestNote, longestText, type Task } from '../task.ts';
import { assessmentById } from './assessment.store.ts';
import { closeAttempt, lockAttempt } from './attempt.store.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';
import { startAttempt, type Started } from './start-attempt.ts';
import { insertSubmission, keepDraft, submissionsOfAttempt } from './submission.store.ts';
import { tellLearner } from './submission-mails.ts';

interface Place {
  readonly enrolmentId: string;
  readonly assessmentId: string;
}

type NotStarted = Extract<Started, { kind: 'refused' }>['because'];

export type DraftSaved =
  { readonly kind: 'saved' } | { readonly kind: 'refused'; readonly because: NotStarted | 'too-long' };

/** Keeps what a learner has written for a task so far; the first time opens an attempt. */
export async function saveSubmissionDraft(
  platform: Platform,
  actor: Actor,
  { text, ...place }: Place & { readonly text: string },
): Promise<DraftSaved> {
  if (text.length > longestText) return { kind: 'refused', because: 'too-long' };
  const opened = await openTask(platform, actor, place);
  if (opened.kind === 'refused') return opened;
  return platform.db.transaction().execute(async (trx): Promise<DraftSaved> => {
    const attempt = await lockAttempt(trx, opened.attemptId);
    // Handed in on another device meanwhile: what was handed in stands.
    if (!attempt || attempt.submittedAt) return { kind: 'refused', because: 'being-judged' };
    await keepDraft(trx, attempt.id, text, platform.clock());
    return { kind: 'saved' };
  });
}

export type HandedIn =
  | { readonly kind: 'handed-in' }
  | {
      readonly kind: 'refused';
      readonly because: NotStarted | 'too-long' | 'empty' | 'not-declared' | 'ai-use-missing';
    };

/** Hands a text in with the learner's declarations, once however often it is pressed. */
export async function handInTask(
  platform: Platform,
  actor: Actor,
  {
    text,
    ownWork,
    aiUse,
    ...place
  }: Place & { readonly text: string; readonly ownWork: boolean; readonly aiUse: string },
): Promise<HandedIn> {
  if (text.length > longestText) return { kind: 'refused', because: 'too-long' };
  const saved = await saveSubmissionDraft(platform, actor, { text, ...place });
  if (saved.kind === 'refused') return saved;
  if (text.trim() === '') return { kind: 'refused', because: 'empty' };
  if (!ownWork) return { kind: 'refused', because: 'not-declared' };
  if (aiUse.trim() === '') return { kind: 'refused', because: 'ai-use-missing' };
  const opened = await openTask(platform, actor, place);
  if (opened.kind === 'refused') return opened;
  const { task } = opened;

  await platform.db.transaction().execute(async (trx) => {
    const attempt = await lockAttempt(trx, opened.attemptId);
    if (!attempt || attempt.submittedAt) return;
    const at = platform.clock();
    const id = platform.newId();
    const number = (await submissionsOfAttempt(trx, attempt.id)).length + 1;
    const note = aiUse.trim().slice(0, longestNote);
    const dueAt = judgeBy(task, at);
    await insertSubmission(trx, { id, attemptId: attempt.id, number, text, aiUse: note, handedInAt: at, dueAt });
    await closeAttempt(trx, attempt.id, { submittedAt: at, endedBy: 'learner' });
    await recordAudit(platform, trx, actor, {
      action: 'submission.handed-in',
      subjectKind: 'submission',
      subjectId: id,
      detail: { enrolmentId: attempt.enrolmentId, assessmentId: attempt.assessmentId, number },
    });
    await tellLearner(platform, trx, { ...attempt, step: { kind: 'handed-in' } });
  });
  return { kind: 'handed-in' };
}

type Opened =
  Extract<Started, { kind: 'refused' }> | { readonly kind: 'opened'; readonly attemptId: string; readonly task: Task };

async function openTask(platform: Platform, actor: Actor, place: Place): Promise<Opened> {
  await requireOwnEnrolment(platform, actor, place.enrolmentId);
  const assessment = await assessmentById(platform.db, place.assessmentId);
  if (!assessment?.task) throw new NotFound('task');
  const started = await startAttempt(platform, actor, place);
  return started.kind === 'refused' ? started : { kind: 'opened', attemptId: started.attemptId, task: assessment.task };
}
