import { m } from '#messages';
import type { MarkingRefusal, MarkingState, Settlement, SettlingRefusal } from './second-marking.ts';

export function markingStateWords(state: MarkingState): string {
  const words: Record<MarkingState, () => string> = {
    waiting: m.tasks_second_state_waiting,
    'being-marked': m.tasks_second_state_being_marked,
    'to-settle': m.tasks_second_state_to_settle,
    settled: m.tasks_second_state_settled,
  };
  return words[state]();
}

export function settlementWords(as: Settlement): string {
  const words: Record<Settlement, () => string> = {
    agreed: m.tasks_second_as_agreed,
    first: m.tasks_second_as_first,
    second: m.tasks_second_as_second,
    own: m.tasks_second_as_own,
  };
  return words[as]();
}

/** Why somebody may not be the second marker. */
export function markingRefusalSentence(because: MarkingRefusal): string {
  const sentences: Record<MarkingRefusal, () => string> = {
    'own-work': m.tasks_judge_own,
    'first-marker': m.tasks_second_first_marker,
    'asked-for-it': m.tasks_second_asked_for_it,
    marked: m.tasks_second_marked,
    'claimed-by-another': m.tasks_judge_claimed_by_another,
  };
  return sentences[because]();
}

export function settlingRefusalSentence(because: SettlingRefusal): string {
  const sentences: Record<SettlingRefusal, () => string> = {
    'own-work': m.tasks_judge_own,
    'own-marks': m.tasks_second_own_marks,
    'not-marked': m.tasks_second_not_marked,
    settled: m.tasks_second_settled_already,
  };
  return sentences[because]();
}
