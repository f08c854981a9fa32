import { m } from '#messages';
import type { StartRefusal } from './assessment.ts';

/** Why no attempt may begin, in a sentence that says what to do. */
export function refusalSentence(because: StartRefusal | 'withdrawn'): string {
  switch (because) {
    case 'already-passed':
      return m.assessment_refused_already_passed();
    case 'no-attempts-left':
      return m.assessment_refused_no_attempts_left();
    case 'nothing-to-answer':
      return m.assessment_refused_nothing_to_answer();
    case 'withdrawn':
      return m.assessment_refused_withdrawn();
  }
}
