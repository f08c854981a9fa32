/**
 * Pools: a quiz asks so many questions of the bank that fit an outcome, a difficulty or a tag, others in each attempt.
 * Everything here is decided from the candidates that were kept with the pool.
 */

export const difficulties = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof difficulties)[number];

/** What the questions of a pool have in common; null asks for nothing. */
export interface PoolFilter {
  readonly outcomeId: string | null;
  readonly difficulty: Difficulty | null;
  readonly tag: string | null;
}

/** One question that a pool may draw. */
export interface Candidate {
  readonly questionId: string;
  readonly questionVersionId: string;
  readonly outcomes: readonly string[];
}

export interface Pool extends PoolFilter {
  readonly id: string;
  readonly assessmentId: string;
  readonly position: number;
  /** How many questions it draws. */
  readonly draws: number;
  /** For each question drawn. */
  readonly points: number;
  readonly candidates: readonly Candidate[];
}

export const mostTags = 10;

/** Tags as they are kept: small letters, single spaces, each once. */
export function tagsIn(text: string): readonly string[] {
  const tags = text.split(',').map((tag) => tag.trim().replaceAll(/\s+/g, ' ').toLowerCase().slice(0, 40).trim());
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, mostTags);
}

export function fitsPool(
  filter: PoolFilter,
  question: {
    readonly outcomes: readonly string[];
    readonly difficulty: Difficulty | null;
    readonly tags: readonly string[];
  },
): boolean {
  return (
    (filter.outcomeId === null || question.outcomes.includes(filter.outcomeId)) &&
    (filter.difficulty === null || question.difficulty === filter.difficulty) &&
    (filter.tag === null || question.tags.includes(filter.tag))
  );
}

/** The candidates that the quiz does not ask anyway. */
function free(pool: Pool, fixed: ReadonlySet<string>): readonly Candidate[] {
  return pool.candidates.filter(({ questionId }) => !fixed.has(questionId));
}

export interface Supply {
  readonly poolId: string;
  readonly draws: number;
  /** How many questions are left for it whatever the pools before it draw. */
  readonly available: number;
}

/** What each pool can count on. A question is asked once in an attempt, so pools before it may take of the same ones. */
export function supplyOf(pools: readonly Pool[], fixedQuestionIds: readonly string[]): readonly Supply[] {
  const fixed = new Set(fixedQuestionIds);
  return pools.map((pool, index) => {
    const own = new Set(free(pool, fixed).map(({ questionId }) => questionId));
    const taken = pools.slice(0, index).map((before) => {
      const shared = free(before, fixed).filter(({ questionId }) => own.has(questionId)).length;
      return Math.min(before.draws, shared);
    });
    return { poolId: pool.id, draws: pool.draws, available: Math.max(0, own.size - taken.reduce((a, b) => a + b, 0)) };
  });
}

export function isShort({ draws, available }: Supply): boolean {
  return available < draws;
}

/** The outcomes that every draw of a pool covers: those that fewer of its candidates lack than it draws. */
export function guaranteedOutcomes(pool: Pool, fixedQuestionIds: readonly string[]): readonly string[] {
  const candidates = free(pool, new Set(fixedQuestionIds));
  if (candidates.length < pool.draws) return [];
  const all = [...new Set(candidates.flatMap(({ outcomes }) => outcomes))].sort();
  return all.filter((outcome) => candidates.filter(({ outcomes }) => !outcomes.includes(outcome)).length < pool.draws);
}

export interface Drawn {
  readonly questionVersionId: string;
  readonly points: number;
}

/**
 * What the pools draw, pool after pool, no question twice. `place` gives each question its place in the attempt's own
 * order, so that the same seed draws the same, whatever order the candidates come in.
 */
export function drawFrom(
  pools: readonly Pool[],
  fixedQuestionIds: readonly string[],
  place: (name: string) => string,
): readonly Drawn[] {
  const asked = new Set(fixedQuestionIds);
  return pools.flatMap((pool) => {
    const drawn = free(pool, asked)
      .map((candidate) => ({ candidate, at: place(`${pool.position}:${candidate.questionId}`) }))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, pool.draws)
      .map(({ candidate }) => candidate);
    for (const { questionId } of drawn) asked.add(questionId);
    return drawn.map(({ questionVersionId }) => ({ questionVersionId, points: pool.points }));
  });
}
