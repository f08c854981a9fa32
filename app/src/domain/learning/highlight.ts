import type { TextQuote } from './text-quote.ts';

export const longestPassage = 2_000;
export const longestRemark = 2_000;
/** In one lesson. */
export const mostHighlights = 200;

/** A passage of a lesson that a learner marked, perhaps with a remark. */
export interface Highlight extends TextQuote {
  readonly id: string;
  readonly remark: string;
}

export type HighlightProblem = 'no-passage' | 'too-long' | 'not-in-lesson' | 'too-many';
