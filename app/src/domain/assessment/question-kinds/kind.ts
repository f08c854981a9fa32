import { z } from 'zod';
import type { Shape } from '../regions.ts';

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
export const idSchema = z.string().min(1).max(40);
export const choiceSchema = z.object({ id: idSchema, text: z.string().trim().min(1).max(1000) });

/** The shapes an answer can have; each kind takes one of them. */
export const optionResponse = z.object({ option: z.string() });
export const optionsResponse = z.object({ options: z.array(idSchema).max(20) });
export const textResponse = z.object({ text: z.string().max(1000) });
/** For each item or gap by its id, what was put there. */
export const placesResponse = z.object({ places: z.record(idSchema, z.string().max(1000)) });
export const responseSchema = z.union([optionResponse, optionsResponse, textResponse, placesResponse]);
export type Response = z.infer<typeof responseSchema>;

/** A posted or filled-in form: one text for each field that is there. */
export type Fields = Readonly<Record<string, string>>;

/** What something stands under: words of the question, or the number of a gap in its prompt. */
export type Label = string | number;

/** What a learner answers with. */
export type AnswerField =
  | { readonly control: 'one'; readonly options: readonly Choice[] }
  | { readonly control: 'several'; readonly options: readonly Choice[] }
  | {
      readonly control: 'region';
      readonly picture: { readonly id: string; readonly width: number; readonly height: number };
      readonly alternative: string;
      readonly regions: readonly (Choice & { readonly shape: Shape })[];
    }
  | { readonly control: 'formula'; readonly variables: readonly string[] }
  | { readonly control: 'text'; readonly numeric: boolean; readonly unit: string }
  | {
      readonly control: 'place';
      readonly id: string;
      readonly label: Label;
      /** What may be chosen; null where it is typed. */
      readonly options: readonly Choice[] | null;
    };

/** One answer as it is told after handing in; `right` is null while it may not be told. */
export interface AnswerLine {
  readonly label: Label | null;
  readonly given: string | null;
  readonly right: string | null;
}

/** A place of a question that is answered by itself, as statistics over many answers need it. */
export interface AnswerPlace {
  /** Under which an answer keeps it; empty where a question has one place only. */
  readonly id: string;
  readonly label: Label | null;
  /** What may be chosen there, each by what an answer keeps of it; null where it is typed. */
  readonly choices: readonly Choice[] | null;
  /** Whether the wrong choices are there to be taken for right ones, so that one which nobody takes is of no use. */
  readonly hasDistractors: boolean;
  isRight(given: string): boolean;
}

/** Brings choices into the attempt's own order, the same on every reload. */
export type Shuffle = <One extends Choice>(choices: readonly One[]) => readonly One[];

export type QuestionProblem =
  | 'prompt-missing'
  | 'too-few-options'
  | 'too-many-options'
  | 'option-empty'
  | 'options-alike'
  | 'no-correct-option'
  | 'value-not-a-number'
  | 'tolerance-not-a-number'
  | 'no-accepted-answer'
  | 'too-few-pairs'
  | 'pair-incomplete'
  | 'variables-unreadable'
  | 'formula-unreadable'
  | 'gap-missing'
  | 'gap-not-in-prompt'
  | 'gap-without-answer'
  | 'picture-missing'
  | 'alternative-missing'
  | 'too-few-regions'
  | 'region-unreadable'
  | 'region-without-words'
  | 'regions-alike';

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
  /** The places that are answered, and what is right in each. */
  summary(body: Body, key: Key): readonly AnswerPlace[];
  toForm(body: Body, key: Key): Fields;
  fromForm(fields: Fields): { readonly body: Body; readonly key: Key };
}

export function isAnswered(response: Response): boolean {
  if ('option' in response) return response.option !== '';
  if ('options' in response) return response.options.length > 0;
  if ('text' in response) return response.text.trim() !== '';
  return Object.values(response.places).some((put) => put.trim() !== '');
}

export function promptProblems(body: QuestionBody): readonly QuestionProblem[] {
  return body.prompt.trim() === '' ? ['prompt-missing'] : [];
}

/** The one place of a question that is answered by choosing. */
export function choosing(choices: readonly Choice[], isRight: AnswerPlace['isRight']): readonly AnswerPlace[] {
  return [{ id: '', label: null, choices, hasDistractors: true, isRight }];
}

/** The one place of a question that is answered by typing. */
export function typing(isRight: AnswerPlace['isRight']): readonly AnswerPlace[] {
  return [{ id: '', label: null, choices: null, hasDistractors: false, isRight }];
}

/** So much of the points as was right, rounded down: all of them only when all was right. */
export function share(points: number, right: number, of: number): number {
  return Math.floor((points * right) / of);
}

/** In an order that tells nothing of the one they were typed in. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
