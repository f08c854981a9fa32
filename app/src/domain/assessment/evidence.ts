import { z } from 'zod';
import { m } from '#messages';
import type { QuizSettings } from './assessment.ts';
import { longestText, type Choice, type Task } from './task.ts';

/** Evidence of prior learning: for each outcome what somebody did, and where it can be seen. */
export const evidenceSchema = z.array(
  z.object({ outcomeId: z.string(), text: z.string(), links: z.array(z.string()) }),
);
export type Evidence = z.infer<typeof evidenceSchema>[number];

export const mostLinks = 10;
const longestLink = 2000;

/** The links that were typed, one a line; undefined where a line is none, or there are too many. */
export function linksIn(typed: string): readonly string[] | undefined {
  const lines = typed.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const isLink = (line: string) =>
    line.length <= longestLink && URL.canParse(line) && /^https?:$/.test(new URL(line).protocol);
  return lines.length <= mostLinks && lines.every(isLink) ? lines : undefined;
}

export interface EvidenceProblem {
  readonly outcomeId: string;
  readonly because: 'empty' | 'too-long';
}

/** What keeps evidence from being handed in for these outcomes. */
export function evidenceProblems(
  evidence: readonly Evidence[],
  outcomeIds: readonly string[],
): readonly EvidenceProblem[] {
  return outcomeIds.flatMap((outcomeId): EvidenceProblem[] => {
    const text = evidence.find((one) => one.outcomeId === outcomeId)?.text ?? '';
    if (text.length > longestText / 10) return [{ outcomeId, because: 'too-long' }];
    return text.trim() === '' ? [{ outcomeId, because: 'empty' }] : [];
  });
}

/** Days within which evidence is to be judged. */
const judgeWithinDays = 14;
/** Every outcome must be shown. */
export const evidenceSettings: QuizSettings = { passMark: 100, attemptLimit: 1 };

/** Evidence is judged like a task: by a criterion for each outcome, not shown or shown. */
export function evidenceTask(outcomes: readonly { readonly id: string; readonly text: string }[]): Task {
  return {
    criteria: outcomes.map(({ id, text }) => ({
      id,
      title: text,
      outcomes: [id],
      levels: [
        { title: m.prior_level_not_shown(), points: 0, descriptor: '' },
        { title: m.prior_level_shown(), points: 1, descriptor: '' },
      ],
    })),
    judgeWithinDays,
  };
}

/** The outcomes that were found not shown without telling why. */
export function withoutReason(choices: readonly Choice[]): readonly string[] {
  return choices.flatMap(({ criterionId, level, feedback }) =>
    level === 0 && feedback.trim() === '' ? [criterionId] : [],
  );
}
