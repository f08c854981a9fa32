/** Of an outcome: how many of the lessons that serve it are done. */
export interface OutcomeProgress {
  readonly outcomeId: string;
  readonly done: number;
  readonly of: number;
}

export function outcomeProgress(
  outcomes: readonly { readonly id: string }[],
  lessons: readonly { readonly id: string; readonly outcomes: readonly string[] }[],
  done: ReadonlySet<string>,
): readonly OutcomeProgress[] {
  return outcomes.map(({ id: outcomeId }) => {
    const serving = lessons.filter((lesson) => lesson.outcomes.includes(outcomeId));
    return { outcomeId, done: serving.filter(({ id }) => done.has(id)).length, of: serving.length };
  });
}

/** What the lessons that are not done yet take, by what their authors say; nothing is guessed. */
export interface TimeLeft {
  readonly hours: number;
  /** Beyond the whole hours. */
  readonly minutes: number;
  /** How many of those lessons say no time. */
  readonly untimed: number;
}

export function timeLeft(
  lessons: readonly { readonly id: string; readonly minutes: number }[],
  done: ReadonlySet<string>,
): TimeLeft {
  const left = lessons.filter(({ id }) => !done.has(id));
  const minutes = left.reduce((sum, lesson) => sum + lesson.minutes, 0);
  return {
    hours: Math.floor(minutes / 60),
    minutes: minutes % 60,
    untimed: left.filter((lesson) => lesson.minutes === 0).length,
  };
}
