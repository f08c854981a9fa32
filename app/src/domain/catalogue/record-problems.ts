import type { z } from 'zod';
import { recordSchema, type DraftRecord, type RecordElement } from './record.ts';

/** Why something typed into a record can't be published. The form has a sentence for each. */
export type ProblemCode =
  | 'missing'
  | 'too-long'
  | 'too-many'
  | 'not-a-number'
  | 'too-small'
  | 'too-large'
  | 'not-whole'
  | 'not-a-choice'
  | 'not-a-link'
  | 'not-a-date'
  | 'invalid';

export interface RecordProblem {
  readonly element: RecordElement;
  /** Where within the element: `[0, 'text']` is the words of the first outcome. */
  readonly path: readonly (string | number)[];
  readonly because: ProblemCode;
  /** The most or least that is allowed, where that is what's wrong. */
  readonly limit?: number;
}

/** Whether anything was said. Zero and false are things said; null, blanks and empty lists are not. */
export function isStated(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.values(value).some(isStated);
  return true;
}

/** What is wrong in the elements that were stated; what is not there yet is not wrong. */
export function draftProblems(draft: DraftRecord): readonly RecordProblem[] {
  const elements = Object.keys(recordSchema.shape) as RecordElement[];
  return elements.flatMap((element) => (isStated(draft[element]) ? problemsOf(element, draft[element]) : []));
}

/** What is wrong with one element's value. */
export function problemsOf(element: RecordElement, value: unknown): readonly RecordProblem[] {
  const parsed = recordSchema.shape[element].safeParse(value, { reportInput: true });
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    element,
    path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
    ...reason(issue),
  }));
}

function reason(issue: z.core.$ZodIssue): Pick<RecordProblem, 'because' | 'limit'> {
  switch (issue.code) {
    case 'too_big':
      return { because: tooMuch[issue.origin] ?? 'too-large', limit: Number(issue.maximum) };
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return { because: 'missing' };
      return { because: 'too-small', limit: Number(issue.minimum) };
    case 'invalid_type':
      return { because: missingOr(issue) };
    case 'invalid_value':
      return { because: 'not-a-choice' };
    case 'invalid_format':
      return { because: formats[issue.format] ?? 'invalid' };
    case 'invalid_union':
      return { because: 'not-a-link' };
    case 'custom':
      // The two refinements of the record, of the field and of the level, ask for one of a list.
      return { because: 'not-a-choice' };
    default:
      return { because: 'invalid' };
  }
}

const tooMuch: Readonly<Partial<Record<string, ProblemCode>>> = { string: 'too-long', array: 'too-many' };
const formats: Readonly<Partial<Record<string, ProblemCode>>> = { url: 'not-a-link', date: 'not-a-date' };

function missingOr(issue: z.core.$ZodIssueInvalidType): ProblemCode {
  if (issue.input === undefined || issue.input === null) return 'missing';
  if (issue.expected === 'int') return 'not-whole';
  return issue.expected === 'number' ? 'not-a-number' : 'invalid';
}
