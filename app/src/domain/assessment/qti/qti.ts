import type { QuestionProblem, Question } from '../question-kinds.ts';
import type { XmlRefusal } from './xml.ts';

/** Why an item was not taken. `detail` names what it is about: an element, a file. */
export type ItemRefusal =
  | XmlRefusal
  | 'not-an-item'
  | 'adaptive'
  | 'no-interaction'
  | 'several-interactions'
  | 'interaction-unknown'
  | 'media-in-text'
  | 'no-correct-answer'
  | 'too-many-answers'
  | 'text-too-long'
  | 'several-matches'
  | 'bar-in-gap'
  | 'shape-unknown'
  | 'picture-missing'
  | 'picture-refused'
  | 'file-missing'
  | 'question-incomplete';

/** What of an item that was taken is otherwise here. */
export type ItemNote = 'weights-left-out' | 'feedback-left-out' | 'regions-unnamed' | 'marked-in-shares';

/** Under which our own export adds them to a manifest. */
export const labelsNamespace = 'urn:cairn:question';

export interface Labels {
  readonly outcomes: readonly string[];
  readonly difficulty: string | null;
  readonly tags: readonly string[];
}

export type ReadItem =
  | {
      readonly kind: 'read';
      readonly question: Question;
      readonly notes: readonly ItemNote[];
    }
  | {
      readonly kind: 'refused';
      readonly because: ItemRefusal;
      readonly detail: string;
      readonly problems?: readonly QuestionProblem[];
    };

export const refused = (because: ItemRefusal, detail = ''): Extract<ReadItem, { kind: 'refused' }> => ({
  kind: 'refused',
  because,
  detail,
});
