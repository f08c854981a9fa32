/**
 * What the rules of assessment say, told once more and differently, for one quiz of single choices: who may begin, what
 * still counts, what an attempt earns, and whether its learner must, may or must not have the award. It knows nothing of
 * the code that it is held against.
 */
export interface QuizOfModel {
  /** Per cent. */
  readonly passMark: number;
  readonly attemptLimit: number | null;
  readonly minutes: number | null;
  readonly pauseHours: number | null;
}

interface AttemptOfModel {
  readonly begun: number;
  due: number;
  answers: string[];
  ended: number | null;
  /** For each question, whether it was marked right the last time. */
  right: boolean[];
}

interface LearnerOfModel {
  readonly attempts: AttemptOfModel[];
  extraPercent: number;
  moreAttempts: number;
  resits: number[];
  /** Whether an award is due, and whether one may be there. They differ where two things happen at once. */
  mustHold: boolean;
  mayHold: boolean;
}

const minute = 60_000;
const grace = 30_000;

export class AwardModel {
  now: number;
  /** The right answer to each question. */
  readonly keys: string[];
  readonly #quiz: QuizOfModel;
  readonly #learners: readonly LearnerOfModel[];

  constructor(
    quiz: QuizOfModel,
    input: { readonly now: Date; readonly keys: readonly string[]; readonly learners: number },
  ) {
    this.now = input.now.getTime();
    this.keys = [...input.keys];
    this.#quiz = quiz;
    this.#learners = Array.from({ length: input.learners }, () => ({
      ...{ attempts: [], extraPercent: 0, moreAttempts: 0, resits: [], mustHold: false, mayHold: false },
    }));
  }

  #learner(who: number): LearnerOfModel {
    const learner = this.#learners[who];
    if (!learner) throw new Error('nobody');
    return learner;
  }

  holds(who: number): { readonly must: boolean; readonly may: boolean } {
    const { mustHold: must, mayHold: may } = this.#learner(who);
    return { must, may };
  }

  /** Whether an attempt is open afterwards. */
  begin(who: number): boolean {
    const learner = this.#learner(who);
    if (learner.attempts.some(({ ended }) => ended === null)) return true;
    if (learner.attempts.some((attempt) => this.#passes(attempt.right))) return false;
    if (learner.attempts.length >= this.#allowed(learner)) return false;
    const lastEnd = Math.max(0, ...learner.attempts.map(({ ended }) => ended ?? 0));
    const { pauseHours } = this.#quiz;
    const isExcused = pauseHours === null || lastEnd <= (learner.resits.at(-1) ?? 0);
    if (!isExcused && this.now < lastEnd + pauseHours * 60 * minute) return false;
    const answers = this.keys.map(() => '');
    const due = this.now + this.#minutesFor(learner) * minute;
    learner.attempts.push({ begun: this.now, due, answers, ended: null, right: answers.map(() => false) });
    return true;
  }

  #allowed({ moreAttempts, resits }: LearnerOfModel): number {
    return this.#quiz.attemptLimit === null ? Infinity : this.#quiz.attemptLimit + moreAttempts + resits.length;
  }

  #minutesFor({ extraPercent }: LearnerOfModel): number {
    if (this.#quiz.minutes === null) return Infinity;
    return Math.ceil(this.#quiz.minutes + (this.#quiz.minutes * extraPercent) / 100);
  }

  #passes(right: readonly boolean[]): boolean {
    return right.filter(Boolean).length / right.length >= this.#quiz.passMark / 100;
  }

  #isLate({ due }: AttemptOfModel): boolean {
    return this.now > due + grace;
  }

  /** Whether the answer is kept. */
  answer(who: number, question: number, option: string): boolean {
    const open = this.#learner(who).attempts.find(({ ended }) => ended === null);
    if (!open || this.#isLate(open)) return false;
    open.answers[question] = option;
    return true;
  }

  handIn(who: number): void {
    const learner = this.#learner(who);
    const open = learner.attempts.find(({ ended }) => ended === null);
    if (open) this.#end(open);
    this.#decide(learner);
  }

  #end(attempt: AttemptOfModel): void {
    attempt.ended = Math.min(this.now, attempt.due);
    attempt.right = attempt.answers.map((answer, question) => answer === this.keys[question]);
  }

  #decide(learner: LearnerOfModel): void {
    const passes = learner.attempts.some(({ right }) => this.#passes(right));
    learner.mustHold ||= passes;
    learner.mayHold ||= passes;
  }

  clockHandsIn(): void {
    for (const learner of this.#learners)
      for (const attempt of learner.attempts) {
        if (attempt.ended !== null || !this.#isLate(attempt)) continue;
        this.#end(attempt);
        this.#decide(learner);
      }
  }

  arrange(who: number, extraPercent: number, moreAttempts: number): void {
    const learner = this.#learner(who);
    Object.assign(learner, { extraPercent, moreAttempts });
    for (const attempt of learner.attempts)
      if (attempt.ended === null && !this.#isLate(attempt))
        attempt.due = Math.max(attempt.due, attempt.begun + this.#minutesFor(learner) * minute);
  }

  /** Whether a resit is granted. */
  resit(who: number): boolean {
    const learner = this.#learner(who);
    const isSpent = learner.attempts.length >= this.#allowed(learner);
    const isOver = learner.attempts.every(({ ended, right }) => ended !== null && !this.#passes(right));
    if (!isSpent || !isOver) return false;
    learner.resits.push(this.now);
    return true;
  }

  /** Whether it is a correction at all. */
  correct(question: number, option: string): boolean {
    if (this.keys[question] === option) return false;
    this.keys[question] = option;
    return true;
  }

  /** What was handed in is marked by the key as it is now. */
  markAnew(question: number): void {
    for (const learner of this.#learners) {
      for (const attempt of learner.attempts)
        if (attempt.ended !== null) attempt.right[question] = attempt.answers[question] === this.keys[question];
      this.#decide(learner);
    }
  }

  /** Handing in while a key is corrected: either may come first, and then all is marked anew. */
  handInWhileCorrecting(who: number, question: number, option: string): void {
    const learner = this.#learner(who);
    const open = learner.attempts.find(({ ended }) => ended === null);
    if (open) this.#end(open);
    learner.mayHold ||= learner.attempts.some(({ right }) => this.#passes(right));
    this.keys[question] = option;
    this.markAnew(question);
  }
}
