import { z } from 'zod';

export interface Choice {
  readonly id: string;
  readonly text: string;
}
/** What the learner may see before handing in. */
export interface QuestionBody {
  readonly prompt: string;
}
/** What marks the answer, and what is told afterwards. */
export interface QuestionKey {
  readonly explanation: string;
}

export const promptSchema = z.string().trim().min(1).max(4000);
export const explanationSchema = z.string().trim().max(2000);
const idSchema = z.string().min(1).max(40);
export const choiceSchema = z.object({ id: idSchema, text: z.string().trim().min(1).max(1000) });

/** The shapes an answer can have; each kind takes one of them. */
export const optionResponse = z.object({ option: z.string() });
export const responseSchema = z.union([optionResponse]);
export type Response = z.infer<typeof responseSchema>;

/** A posted or filled-in form: one text for each field that is there. */
export type Fields = Readonly<Record<string, string>>;

/** What a learner answers with. */
export interface AnswerField {
  readonly control: 'one';
  readonly options: readonly Choice[];
}

/** One answer as it is told after handing in; `right` is null while it may not be told. */
export interface AnswerLine {
  readonly given: string | null;
  readonly right: string | null;
}

/** Brings choices into the attempt's own order, the same on every reload. */
export type Shuffle = <One extends Choice>(choices: readonly One[]) => readonly One[];

export type QuestionProblem =
  'prompt-missing' | 'too-few-options' | 'too-many-options' | 'option-empty' | 'options-alike' | 'no-correct-option';

/** All that differs from one kind of question to another. Pure: it runs in the browser as on the server. */
export interface QuestionKind<
  Body extends QuestionBody = QuestionBody,
  Key extends QuestionKey = QuestionKey,
  Given extends Response = Response,
> {
  readonly id: string;
  readonly body: z.ZodType<Body>;
  readonly key: z.ZodType<Key>;
  readonly response: z.ZodType<Given>;
  /** What is wrong with a question as an author typed it; an empty list when it can be asked. */
  problems(body: Body, key: Key): readonly QuestionProblem[];
  /** A whole number from 0 to `points`; 0 for no answer. */
  mark(key: Key, points: number, given: Given | null): number;
  /** The fields of the paper, made from the body alone, so that nothing of the key can be in them. */
  ask(body: Body, shuffle: Shuffle): readonly AnswerField[];
  tell(body: Body, key: Key | null, given: Given | null): readonly AnswerLine[];
  /** For authors: the answers, and which are right. */
  outline(body: Body, key: Key): readonly { readonly text: string; readonly right: boolean }[];
  toForm(body: Body, key: Key): Fields;
  fromForm(fields: Fields): { readonly body: Body; readonly key: Key };
}

export function isAnswered(response: Response): boolean {
  return response.option !== '';
}
