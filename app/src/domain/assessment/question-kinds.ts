import { z } from 'zod';
import { cloze } from './question-kinds/cloze.ts';
import { formula } from './question-kinds/formula.ts';
import { hotspot } from './question-kinds/hotspot.ts';
import type { QuestionKind } from './question-kinds/kind.ts';
import { matching } from './question-kinds/matching.ts';
import { multipleChoice } from './question-kinds/multiple-choice.ts';
import { numeric } from './question-kinds/numeric.ts';
import { ordering } from './question-kinds/ordering.ts';
import { shortText } from './question-kinds/short-text.ts';
import { singleChoice } from './question-kinds/single-choice.ts';
import { trueFalse } from './question-kinds/true-false.ts';

/** Every kind of question there is. A further one is a module beside these, a line here, and its id in the database's check. */
const kinds = {
  'single-choice': singleChoice,
  'multiple-choice': multipleChoice,
  'true-false': trueFalse,
  numeric,
  'short-text': shortText,
  ordering,
  matching,
  cloze,
  formula,
  hotspot,
};
type Kinds = typeof kinds;
export type QuestionKindId = keyof Kinds;

export const questionKindIds = Object.keys(kinds) as QuestionKindId[];
const questionKindId = z.enum(questionKindIds);

/** A question with its key: what the server keeps and its authors see. */
export type Question = {
  [Id in QuestionKindId]: {
    readonly kind: Id;
    readonly body: z.infer<Kinds[Id]['body']>;
    readonly key: z.infer<Kinds[Id]['key']>;
  };
}[QuestionKindId];

export function questionKind(id: QuestionKindId): QuestionKind {
  return kinds[id];
}

export function isQuestionKind(text: string): text is QuestionKindId {
  return questionKindId.safeParse(text).success;
}

/** Reads a question as it was stored. */
export function parseQuestion(stored: {
  readonly kind: string;
  readonly body: unknown;
  readonly key: unknown;
}): Question {
  const kind = questionKindId.parse(stored.kind);
  const { body, key } = questionKind(kind);
  return { kind, body: body.parse(stored.body), key: key.parse(stored.key) } as Question;
}

export {
  isAnswered,
  responseSchema,
  type AnswerField,
  type AnswerLine,
  type AnswerPlace,
  type Fields,
  type Label,
  type QuestionProblem,
  type Response,
} from './question-kinds/kind.ts';
