import { discrimination, extremes, facility, type Extremes, type ScoreGroup } from './item-statistics.ts';
import type { AnswerPlace, Label } from './question-kinds/kind.ts';

/**
 * With fewer learners than this there are no figures: chance alone would move them by a third and more, and answers
 * could be told to be somebody's.
 */
export const fewestLearners = 10;

/** Typed answers that fewer learners gave are not shown: somebody might be known by their words. */
export const fewestAlike = 3;

/**
 * Where a share or a correlation starts to ask for a look. Conventions, not laws; where most are meant to pass, facility
 * is high by design, so that only what nearly everybody earns counts as too easy.
 */
const limits = { hard: 0.3, easy: 0.95 } as const;

/**
 * From so many answers on, an option that nobody chose is chosen by fewer than one in ten, with 95 in 100 certainty:
 * the rule of three (Hanley and Lippman-Hand, JAMA 249, 1983, 1743-1745).
 */
const enoughForUnused = 30;

/** By so many more of the best, so that one learner's slip is none. */
const clearlyMore = 2;

/** How often one answer was given in one place, by all and by the upper and the lower group. */
export interface Given {
  readonly place: string;
  readonly given: string;
  readonly learners: number;
  readonly upper: number;
  readonly lower: number;
}

/** What was counted of one question. */
export interface Counted {
  readonly asked: number;
  readonly answered: number;
  readonly groups: readonly ScoreGroup[];
  readonly given: readonly Given[];
}

export interface AnswerFigures extends Pick<Given, 'learners' | 'upper' | 'lower'> {
  readonly text: string;
  readonly isRight: boolean;
}

export interface PlaceFigures {
  readonly id: string;
  readonly label: Label | null;
  readonly isTyped: boolean;
  readonly answers: readonly AnswerFigures[];
}

/** What asks for a look at a question; an answer by its words and where it was given. */
export type Flag =
  | { readonly kind: 'wrong-preferred'; readonly label: Label | null; readonly text: string }
  | { readonly kind: 'negative-discrimination' }
  | { readonly kind: 'too-hard' }
  | { readonly kind: 'too-easy' }
  | { readonly kind: 'unused'; readonly label: Label | null; readonly text: string };

export interface Figures {
  readonly kind: 'figures';
  readonly asked: number;
  readonly answered: number;
  readonly facility: number;
  readonly discrimination: number | null;
  readonly extremes: Extremes | null;
  readonly places: readonly PlaceFigures[];
  /** The gravest first. */
  readonly flags: readonly Flag[];
}

export type ItemAnalysis = Figures | { readonly kind: 'withheld'; readonly asked: number };

const gravity = ['wrong-preferred', 'negative-discrimination', 'too-hard', 'too-easy', 'unused', 'none'] as const;

/** Those to look at before the others, the gravest before the less grave; otherwise in their order. */
export function gravestFirst<One extends { readonly analysis: ItemAnalysis }>(questions: readonly One[]): One[] {
  const place = ({ analysis }: One): number =>
    gravity.indexOf(analysis.kind === 'withheld' ? 'none' : (analysis.flags[0]?.kind ?? 'none'));
  return questions.toSorted((a, b) => place(a) - place(b));
}

/** What is known of a question, from what was counted and the places that it has. */
export function analyse(counted: Counted, places: readonly AnswerPlace[]): ItemAnalysis {
  const share = facility(counted.groups);
  if (counted.asked < fewestLearners || share === null) return { kind: 'withheld', asked: counted.asked };
  const found = {
    asked: counted.asked,
    answered: counted.answered,
    facility: share,
    discrimination: discrimination(counted.groups),
    extremes: extremes(counted.groups),
  };
  const all = places.map((place) => ({ place, answers: answersIn(place, counted.given) }));
  return {
    kind: 'figures',
    ...found,
    places: all.map(({ place, answers }) => ({
      id: place.id,
      label: place.label,
      isTyped: place.choices === null,
      answers: place.choices ? answers : answers.filter(({ learners }) => learners >= fewestAlike),
    })),
    flags: [
      ...all.flatMap(({ place, answers }) => preferred(place, answers, found.extremes)),
      ...(found.discrimination !== null && found.discrimination < 0
        ? [{ kind: 'negative-discrimination' } as const]
        : []),
      ...(share < limits.hard ? [{ kind: 'too-hard' } as const] : []),
      ...(share > limits.easy ? [{ kind: 'too-easy' } as const] : []),
      ...(counted.answered < enoughForUnused ? [] : all.flatMap(({ place, answers }) => unused(place, answers))),
    ],
  };
}

/** Each choice in the question's order, those nobody chose too; what was typed, the commonest first. */
function answersIn(place: AnswerPlace, given: readonly Given[]): readonly AnswerFigures[] {
  const here = given.filter((one) => one.place === place.id);
  if (place.choices === null) {
    return here
      .toSorted((a, b) => b.learners - a.learners)
      .map(({ given: text, learners, upper, lower }) => ({
        text,
        isRight: place.isRight(text),
        learners,
        upper,
        lower,
      }));
  }
  return place.choices.map(({ id, text }) => {
    const { learners, upper, lower } = here.find((one) => one.given === id) ?? { learners: 0, upper: 0, lower: 0 };
    return { text, isRight: place.isRight(id), learners, upper, lower };
  });
}

/**
 * Wrong answers that clearly more of the best gave than the right one, and that the best gave more readily than the
 * weakest: the key may be wrong. What everyone mistakes is only hard. Of several right choices the one is compared that
 * the fewest took; of typed answers all right ones together.
 */
function preferred(
  { choices, label }: AnswerPlace,
  answers: readonly AnswerFigures[],
  groups: Extremes | null,
): readonly Flag[] {
  if (groups === null) return [];
  const right = answers.filter(({ isRight }) => isRight).map(({ upper }) => upper);
  const best = choices ? Math.min(...right) : right.reduce((total, upper) => total + upper, 0);
  return answers
    .filter(({ isRight, learners }) => !isRight && learners >= fewestAlike)
    .filter(({ upper }) => upper >= best + clearlyMore)
    .filter(({ upper, lower }) => upper / groups.upper.learners > lower / groups.lower.learners)
    .map(({ text }) => ({ kind: 'wrong-preferred', label, text }));
}

function unused({ hasDistractors, label }: AnswerPlace, answers: readonly AnswerFigures[]): readonly Flag[] {
  if (!hasDistractors) return [];
  return answers
    .filter(({ isRight, learners }) => !isRight && learners === 0)
    .map(({ text }) => ({ kind: 'unused', label, text }));
}
