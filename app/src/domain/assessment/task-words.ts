import { m } from '#messages';
import type { JudgingRefusal, SubmissionState } from './task.ts';

export function submissionStateWords(state: SubmissionState): string {
  const words: Record<SubmissionState, () => string> = {
    drafted: m.tasks_state_drafted,
    'handed-in': m.tasks_state_handed_in,
    'being-judged': m.tasks_state_being_judged,
    returned: m.tasks_state_returned,
    judged: m.tasks_state_judged,
  };
  return words[state]();
}

/** Why a submission can't be judged by the asker now. */
export function judgingRefusalSentence(because: JudgingRefusal): string {
  const sentences: Record<JudgingRefusal, () => string> = {
    'own-work': m.tasks_judge_own,
    settled: m.tasks_judge_settled,
    'claimed-by-another': m.tasks_judge_claimed_by_another,
    left: m.tasks_judge_left,
  };
  return sentences[because]();
}
