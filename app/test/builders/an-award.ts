import type { SignedIn } from '../../src/domain/identity/identity.ts';
import {
  addQuiz,
  assessmentsToPlan,
  saveQuestion,
  startAttempt,
  type Responses,
} from '../../src/domain/assessment/server/api.ts';
import { createOffering, publishVersion } from '../../src/domain/catalogue/server/api.ts';
import { freeForAll } from '../../src/domain/catalogue/new-offering.ts';
import { myAwards, signCredential, submitAttempt } from '../../src/domain/awards/server/api.ts';
import type { Platform } from '../../src/platform/server/platform.ts';
import { aDraft, type BuiltMicrocredential, type MicrocredentialToBuild } from './a-microcredential.ts';
import { aLearner, anEnrolment } from './a-learner.ts';
import { aLesson } from './a-lesson.ts';

const system = { kind: 'system' } as const;

export interface TaughtMicrocredential extends BuiltMicrocredential {
  readonly assessmentId: string;
  readonly questionIds: readonly string[];
}

export interface TaughtToBuild extends MicrocredentialToBuild {
  /** Per cent; 50 unless given. */
  readonly passMark?: number;
  readonly attemptLimit?: number | null;
  readonly timeLimitMinutes?: number;
  readonly coolDownHours?: number;
  /** What else the draft gets before it is frozen. */
  readonly beforePublishing?: (versionId: string) => Promise<void>;
}

/** A published microcredential with a lesson and a quiz of one question for each outcome; option `right` is right. */
export async function aTaughtMicrocredential(
  platform: Platform,
  build: TaughtToBuild = {},
): Promise<TaughtMicrocredential> {
  const draft = await aDraft(platform, { ...build, withParts: false });
  const { versionId } = draft;
  await aLesson(platform, { versionId, outcomes: draft.outcomes.map(({ id }) => id) });
  const { assessmentId } = await addQuiz(platform, system, {
    versionId,
    title: 'Final quiz',
    instructions: 'Choose one answer each.',
    settings: {
      passMark: build.passMark ?? 50,
      attemptLimit: build.attemptLimit === undefined ? 3 : build.attemptLimit,
      ...(build.timeLimitMinutes === undefined ? {} : { timeLimitMinutes: build.timeLimitMinutes }),
      ...(build.coolDownHours === undefined ? {} : { coolDownHours: build.coolDownHours }),
    },
  });
  const questionIds: string[] = [];
  for (const outcome of draft.outcomes) {
    const saved = await saveQuestion(platform, system, {
      assessmentId,
      questionVersionId: null,
      kind: 'single-choice',
      body: {
        prompt: `Which shows this: ${outcome.text}?`,
        options: [
          { id: 'right', text: 'The calm way' },
          { id: 'wrong', text: 'The hasty way' },
        ],
      },
      key: { correct: 'right', explanation: 'Haste adds to the distress.' },
      outcomes: [outcome.id],
      points: 1,
    });
    if (saved.kind === 'refused') throw new Error(`question refused: ${saved.problems.join(', ')}`);
    questionIds.push(saved.questionVersionId);
  }
  await build.beforePublishing?.(versionId);
  const published = await publishVersion(platform, system, { versionId });
  if (published.kind === 'refused') throw new Error(`not published: ${JSON.stringify(published)}`);
  const offered = await createOffering(platform, system, { ...freeForAll, microcredentialId: draft.microcredentialId });
  if (offered.kind === 'refused') throw new Error(`no offering: ${offered.because}`);
  return { ...draft, offeringId: offered.offeringId, assessmentId, questionIds };
}

/** The same answer to every question. */
export function answering(questionIds: readonly string[], option: 'right' | 'wrong'): Responses {
  return new Map(questionIds.map((id) => [id, { option }]));
}

/** An attempt that its learner has begun. */
export async function anAttempt(
  platform: Platform,
  learner: SignedIn,
  { enrolmentId, assessmentId }: { readonly enrolmentId: string; readonly assessmentId: string },
): Promise<string> {
  const started = await startAttempt(platform, learner, { enrolmentId, assessmentId });
  if (started.kind === 'refused') throw new Error(`not started: ${started.because}`);
  return started.attemptId;
}

/** Hands an attempt in, with the same answer to every question. */
export async function handIn(
  platform: Platform,
  learner: SignedIn,
  { attemptId, questionIds, option }: { attemptId: string; questionIds: readonly string[]; option: 'right' | 'wrong' },
): Promise<void> {
  await submitAttempt(platform, learner, { attemptId, responses: answering(questionIds, option) });
}

/** Hands an attempt in with these answers. */
export async function handInAnswers(
  platform: Platform,
  learner: SignedIn,
  { attemptId, responses }: { readonly attemptId: string; readonly responses: Responses },
): Promise<void> {
  await submitAttempt(platform, learner, { attemptId, responses });
}

/** What a plan has after the lessons, as the routes bring it along. */
export const afterLessons = assessmentsToPlan;

export interface BuiltAward {
  readonly microcredential: TaughtMicrocredential;
  readonly learner: SignedIn;
  readonly enrolmentId: string;
  readonly attemptId: string;
  readonly awardId: string;
  readonly credentialId: string;
}

/** An award with its signed credential, earned the way learners do: enrolled, answered, passed. */
export async function anAward(platform: Platform, build: TaughtToBuild = {}): Promise<BuiltAward> {
  const microcredential = await aTaughtMicrocredential(platform, build);
  const learner = await aLearner(platform, { displayName: 'Amina Osei' });
  const enrolmentId = await anEnrolment(platform, learner, microcredential.offeringId);
  const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId: microcredential.assessmentId });
  await submitAttempt(platform, learner, { attemptId, responses: answering(microcredential.questionIds, 'right') });
  const [held] = await myAwards(platform, learner);
  if (!held) throw new Error('no award was made');
  await signCredential(platform, { credentialId: held.credential.id });
  return { microcredential, learner, enrolmentId, attemptId, awardId: held.award.id, credentialId: held.credential.id };
}
