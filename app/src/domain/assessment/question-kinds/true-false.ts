import { z } from 'zod';
import { choiceSchema, optionResponse, promptSchema, type QuestionKind } from './kind.ts';
import { optionFields } from './options.ts';
import {
  markSingleChoice,
  singleChoice,
  singleChoiceKey,
  singleChoiceProblems,
  type SingleChoiceKey,
  type SingleChoiceResponse,
} from './single-choice.ts';

/** A statement that holds or does not. Its two words are the author's, since they are in the course's language. */

const body = z.object({ prompt: promptSchema, options: z.array(choiceSchema).length(2) });
type Body = z.infer<typeof body>;

export const trueFalse: QuestionKind<Body, SingleChoiceKey, SingleChoiceResponse> = {
  id: 'true-false',
  body,
  key: singleChoiceKey,
  response: optionResponse,
  problems: singleChoiceProblems,
  mark: markSingleChoice,
  // True comes before false, for everyone.
  ask: ({ options }) => [{ control: 'one', options }],
  tell: (asked, key, given) => singleChoice.tell(asked, key, given),
  outline: (asked, key) => singleChoice.outline(asked, key),
  summary: (asked, key) => singleChoice.summary(asked, key),
  toForm: ({ options }, { correct }) => ({ ...optionFields(options), correct }),
  fromForm: (fields) => ({
    body: {
      prompt: fields['prompt'] ?? '',
      options: ['true', 'false'].map((id, row) => ({ id, text: (fields[`option-${row}`] ?? '').trim() })),
    },
    key: { correct: fields['correct'] ?? '', explanation: fields['explanation'] ?? '' },
  }),
};
