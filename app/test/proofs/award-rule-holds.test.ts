import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accommodate,
  correctKey,
  grantResit,
  questionToCorrect,
  saveAnswers,
  startAttempt,
} from '../../src/domain/assessment/server/api.ts';
import type { SignedIn } from '../../src/domain/identity/identity.ts';
import type { Organisation } from '../../src/domain/organisations/organisations.ts';
import { applyErratum, handInAllOverdue, submitAttempt } from '../../src/domain/awards/server/api.ts';
import { aLearner, anEnrolment } from '../builders/a-learner.ts';
import { aProvider } from '../builders/a-microcredential.ts';
import { aTaughtMicrocredential, type TaughtMicrocredential } from '../builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../platform.ts';
import { AwardModel, type QuizOfModel } from './award-model.ts';
import { keepProof } from './keep-proof.ts';

/** A full proof asks for more. */
const runs = Number(process.env['RULE_RUNS'] ?? 6);
const noon = new Date('2026-10-14T12:00:00Z');
const system = { kind: 'system' } as const;
const signal = new AbortController().signal;
const learners = 2;
const options = ['right', 'wrong'] as const;

let platform: TestPlatform;
let provider: Organisation;
let courses = 0;
beforeAll(async () => {
  platform = await aPlatform();
  provider = await aProvider(platform);
});
afterAll(() => platform.stop());

/** A course of two questions, two people in it, and the model of all of it. */
class Sitting {
  readonly model: AwardModel;
  readonly #course: TaughtMicrocredential;
  readonly #people: { readonly learner: SignedIn; readonly enrolmentId: string; attemptId: string | undefined }[] = [];
  /** Corrections whose job has not run, by question. */
  readonly #waiting: { readonly question: number; readonly erratumId: string }[] = [];
  readonly #latest: (string | null)[] = [null, null];

  private constructor(quiz: QuizOfModel, course: TaughtMicrocredential) {
    this.#course = course;
    this.model = new AwardModel(quiz, { now: noon, keys: course.questionIds.map(() => 'right'), learners });
  }

  static async of(quiz: QuizOfModel): Promise<Sitting> {
    platform.setTime(noon);
    courses += 1;
    const course = await aTaughtMicrocredential(platform, {
      provider,
      record: { title: `Course ${courses}` },
      passMark: quiz.passMark,
      attemptLimit: quiz.attemptLimit,
      ...(quiz.minutes === null ? {} : { timeLimitMinutes: quiz.minutes }),
      ...(quiz.pauseHours === null ? {} : { coolDownHours: quiz.pauseHours }),
    });
    const sitting = new Sitting(quiz, course);
    for (let count = 0; count < learners; count += 1) {
      const learner = await aLearner(platform);
      const enrolmentId = await anEnrolment(platform, learner, course.offeringId);
      sitting.#people.push({ learner, enrolmentId, attemptId: undefined });
    }
    return sitting;
  }

  #person(who: number) {
    const person = this.#people[who];
    if (!person) throw new Error('nobody');
    return person;
  }

  #responses(question: number, option: string) {
    return new Map([[this.#course.questionIds[question] ?? '', { option }]]);
  }

  async begin(who: number, times: number): Promise<void> {
    const person = this.#person(who);
    const { assessmentId } = this.#course;
    const begun = await Promise.all(
      Array.from({ length: times }, () =>
        startAttempt(platform, person.learner, { enrolmentId: person.enrolmentId, assessmentId }),
      ),
    );
    const isOpen = this.model.begin(who);
    expect(begun.map(({ kind }) => kind === 'started')).toEqual(begun.map(() => isOpen));
    for (const one of begun) if (one.kind === 'started') person.attemptId = one.attemptId;
  }

  async answer(who: number, question: number, option: string): Promise<void> {
    const { learner, attemptId } = this.#person(who);
    if (attemptId === undefined) return;
    const saved = await saveAnswers(platform, learner, { attemptId, responses: this.#responses(question, option) });
    expect(saved.kind === 'saved').toBe(this.model.answer(who, question, option));
  }

  async handIn(who: number, times: number, question: number, option: string): Promise<void> {
    const { learner, attemptId } = this.#person(who);
    if (attemptId === undefined) return;
    const responses = this.#responses(question, option);
    await Promise.all(Array.from({ length: times }, () => submitAttempt(platform, learner, { attemptId, responses })));
    this.model.answer(who, question, option);
    this.model.handIn(who);
  }

  moveClock(minutes: number): void {
    this.model.now += minutes * 60_000;
    platform.setTime(new Date(this.model.now));
  }

  async clockHandsIn(): Promise<void> {
    await handInAllOverdue(platform, signal);
    this.model.clockHandsIn();
  }

  async arrange(who: number, extraTimePercent: number, moreAttempts: number): Promise<void> {
    const { enrolmentId } = this.#person(who);
    await accommodate(platform, system, { enrolmentId, extraTimePercent, moreAttempts });
    this.model.arrange(who, extraTimePercent, moreAttempts);
  }

  async resit(who: number, times: number): Promise<void> {
    const input = {
      enrolmentId: this.#person(who).enrolmentId,
      assessmentId: this.#course.assessmentId,
      reason: 'Ill.',
    };
    const granted = await Promise.all(Array.from({ length: times }, () => grantResit(platform, system, input)));
    expect(granted.filter(({ kind }) => kind === 'granted')).toHaveLength(this.model.resit(who) ? 1 : 0);
  }

  async #correct(question: number, option: string): Promise<string | undefined> {
    const { provider, slug, questionIds } = this.#course;
    const questionVersionId = questionIds[question] ?? '';
    const address = { organisationSlug: provider.slug, slug, questionVersionId };
    const { body, key } = (await questionToCorrect(platform, system, address)).question;
    const typed = { body, key: { ...key, correct: option } as typeof key };
    const since = this.#latest[question] ?? null;
    const corrected = await correctKey(platform, system, { ...address, typed, since, reason: 'It was wrong.' });
    if (corrected.kind === 'refused') return undefined;
    this.#latest[question] = corrected.erratumId;
    return corrected.erratumId;
  }

  async correct(question: number, option: string): Promise<void> {
    const erratumId = await this.#correct(question, option);
    expect(erratumId !== undefined).toBe(this.model.correct(question, option));
    if (erratumId !== undefined) this.#waiting.push({ question, erratumId });
  }

  /** Runs the jobs that wait, in either order. */
  async runJobs(order: 'oldest' | 'newest'): Promise<void> {
    const waiting = this.#waiting.splice(0);
    for (const { question, erratumId } of order === 'oldest' ? waiting : waiting.toReversed()) {
      await applyErratum(platform, { erratumId }, signal);
      if (this.#latest[question] === erratumId) this.model.markAnew(question);
    }
  }

  async handInWhileCorrecting(who: number, question: number): Promise<void> {
    const { learner, attemptId } = this.#person(who);
    if (attemptId === undefined) return;
    const option = this.model.keys[question] === 'right' ? 'wrong' : 'right';
    const [erratumId] = await Promise.all([
      this.#correct(question, option),
      submitAttempt(platform, learner, { attemptId, responses: new Map() }),
    ]);
    if (erratumId === undefined) throw new Error('not corrected');
    await applyErratum(platform, { erratumId }, signal);
    this.model.handInWhileCorrecting(who, question, option);
  }

  /** Each holds an award where the rule granted it, and nobody two. Gives how many there are. */
  async check(): Promise<number> {
    let held = 0;
    for (const [who, { enrolmentId }] of this.#people.entries()) {
      const awards = await platform.db
        .selectFrom('award')
        .leftJoin('credential', 'credential.award_id', 'award.id')
        .select('credential.id')
        .where('award.enrolment_id', '=', enrolmentId)
        .execute();
      const { must, may } = this.model.holds(who);
      expect(awards.length, `awards of learner ${who}`).toBeLessThanOrEqual(may ? 1 : 0);
      expect(awards.length, `awards of learner ${who}`).toBeGreaterThanOrEqual(must ? 1 : 0);
      held += awards.length;
    }
    return held;
  }
}

const who = fc.nat(learners - 1);
const question = fc.nat(1);
const option = fc.constantFrom(...options);
const times = fc.integer({ min: 1, max: 3 });
const act = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(who, times).map((of) => ['begin', ...of] as const) },
  { weight: 4, arbitrary: fc.tuple(who, question, option).map((of) => ['answer', ...of] as const) },
  { weight: 5, arbitrary: fc.tuple(who, times, question, option).map((of) => ['handIn', ...of] as const) },
  {
    weight: 3,
    // Back, too, as clocks are put right; around the end of ten minutes and its half minute of grace.
    arbitrary: fc
      .constantFrom(-3, 0.4, 1, 9.9, 10, 10.5, 12.6, 59, 61)
      .map((minutes) => ['moveClock', minutes] as const),
  },
  { weight: 1, arbitrary: fc.constant(['clockHandsIn'] as const) },
  {
    weight: 2,
    arbitrary: fc.tuple(who, fc.constantFrom(0, 25, 100), fc.nat(2)).map((of) => ['arrange', ...of] as const),
  },
  { weight: 2, arbitrary: fc.tuple(who, times).map((of) => ['resit', ...of] as const) },
  { weight: 5, arbitrary: fc.tuple(question, option).map((of) => ['correct', ...of] as const) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('oldest' as const, 'newest' as const).map((order) => ['runJobs', order] as const),
  },
  { weight: 1, arbitrary: fc.tuple(who, question).map((of) => ['handInWhileCorrecting', ...of] as const) },
);
const quiz: fc.Arbitrary<QuizOfModel> = fc.record({
  passMark: fc.constantFrom(50, 51, 100),
  attemptLimit: fc.constantFrom(1, 2, null),
  minutes: fc.constantFrom(10, null),
  pauseHours: fc.constantFrom(1, null),
});

function perform(sitting: Sitting, [name, ...of]: Act): unknown {
  return (sitting[name] as (...given: unknown[]) => unknown)(...of);
}
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

test(
  'whatever is answered, retried, arranged, corrected and handed in at once: an award is there where the rule granted it, and never two',
  { timeout: 60_000 + runs * 10_000 },
  async () => {
    const done = { acts: 0, awards: 0 };
    await fc.assert(
      fc.asyncProperty(quiz, fc.array(act, { minLength: 10, maxLength: 40 }), async (settings, sequence) => {
        const sitting = await Sitting.of(settings);
        for (const one of sequence) {
          await perform(sitting, one);
          await sitting.check();
          done.acts += 1;
        }
        await sitting.runJobs('oldest');
        done.awards += await sitting.check();
      }),
      { numRuns: runs, endOnFailure: runs > 1000 },
    );
    await keepProof('award-rule', {
      sequences: runs,
      'things done in them': done.acts,
      'awards they ended with': done.awards,
      'awards that the rule does not grant, missing ones, or two': 0,
    });
  },
);
