import type { LearnerFacts } from '#domain/assessment/award-rule.ts';

/** A made-up learner, to try a rule against. Nobody real stands behind one, and nothing of it is kept. */
export interface Sample {
  /** Per cent of each assessment, by its id; null: never attempted. */
  readonly scores: Readonly<Record<string, number | null>>;
  readonly lessons: number;
  readonly sessions: number;
  readonly required: number;
  readonly confirmed: boolean;
}

interface Assessed {
  readonly id: string;
  readonly settings: { readonly passMark: number };
}

/** What there is to do, for all of them. */
export interface Tried {
  readonly assessments: readonly Assessed[];
  readonly lessons: number;
}

/** A run of so many sessions, some of them required. */
export const sessions = 4;
export const requiredSessions = 1;
const sampleCount = 3;

/** Three to begin with: one who has done everything, one who just missed each pass mark, one who came too rarely. */
export function madeUp({ assessments, lessons }: Tried): readonly Sample[] {
  const scores = (of: (assessment: Assessed) => number) =>
    Object.fromEntries(assessments.map((assessment) => [assessment.id, of(assessment)]));
  const everything = { lessons, sessions, required: requiredSessions, confirmed: true };
  return [
    { ...everything, scores: scores(() => 100) },
    { ...everything, scores: scores(({ settings }) => settings.passMark - 1) },
    { lessons, sessions: 1, required: 0, confirmed: false, scores: scores(({ settings }) => settings.passMark) },
  ];
}

/** What the address says of each; a number that can't be is held to what can. Undefined where nothing was tried yet. */
export function samplesFrom(query: URLSearchParams, tried: Tried): readonly Sample[] | undefined {
  if (!query.has('tried')) return undefined;
  const upTo = (name: string, most: number) => Math.min(most, Math.max(0, Math.floor(Number(query.get(name)) || 0)));
  return Array.from({ length: sampleCount }, (_, index) => ({
    scores: Object.fromEntries(
      tried.assessments.map(({ id }) => {
        const name = `score-${index}-${id}`;
        return [id, (query.get(name) ?? '').trim() === '' ? null : upTo(name, 100)];
      }),
    ),
    lessons: upTo(`lessons-${index}`, tried.lessons),
    sessions: upTo(`sessions-${index}`, sessions),
    required: upTo(`required-${index}`, requiredSessions),
    confirmed: query.has(`confirmed-${index}`),
  }));
}

export function factsOf(sample: Sample, { assessments, lessons }: Tried): LearnerFacts {
  return {
    judgements: assessments.flatMap(({ id, settings }) => {
      const score = sample.scores[id] ?? null;
      return score === null ? [] : [{ assessmentId: id, passed: score >= settings.passMark, score, outOf: 100 }];
    }),
    lessons: { done: sample.lessons, of: lessons },
    attendance: {
      attended: sample.sessions,
      of: sessions,
      required: { attended: sample.required, of: requiredSessions },
    },
    confirmed: sample.confirmed,
  };
}
