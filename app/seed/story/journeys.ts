import {
  assessmentsForAuthor,
  assessmentsForLearner,
  startAttempt,
  type Responses,
} from '#domain/assessment/server/api.ts';
import {
  awardOfEnrolment,
  changeStatus,
  myAward,
  shareAward,
  sharesFor,
  signCredential,
  submitAttempt,
} from '#domain/awards/server/api.ts';
import { publicMicrocredential } from '#domain/catalogue/server/api.ts';
import type { SignedIn } from '#domain/identity/identity.ts';
import { enrol, markDone, openLesson, outline } from '#domain/learning/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { amina, eskdaleOwner, jonas, northgateRegistrar, type CastMember } from '../cast.ts';
import { demoCourses } from './courses.ts';
import { inThePast, minutesAfter } from './in-the-past.ts';
import { as, granted, onDay, type Stage } from './stage.ts';

/** One learner in one microcredential. Days count back from the first start. */
export interface Journey {
  readonly learner: CastMember;
  readonly course: (typeof demoCourses)[keyof typeof demoCourses];
  readonly enrolled: number;
  /** The day on which each lesson was done, in the lessons' order; fewer than there are for somebody under way. */
  readonly lessons: readonly number[];
  readonly attempts: readonly { readonly day: number; readonly rightAnswers: number }[];
  /** What the learner calls the link under which others see the credential. */
  readonly shared?: string;
  readonly afterwards?: {
    readonly day: number;
    readonly act: 'revoke' | 'suspend';
    readonly by: CastMember;
    readonly reason: string;
  };
}

export const journeys: readonly Journey[] = [
  {
    learner: jonas,
    course: demoCourses.counselling,
    enrolled: 400,
    lessons: [399, 397],
    attempts: [{ day: 396, rightAnswers: 4 }],
    shared: 'For my file',
  },
  {
    learner: jonas,
    course: demoCourses.firstAid,
    enrolled: 72,
    lessons: [71, 70, 69, 68, 66, 65],
    attempts: [{ day: 64, rightAnswers: 10 }],
    shared: 'For the festival team',
    afterwards: {
      day: 40,
      act: 'revoke',
      by: northgateRegistrar,
      reason:
        'The learner told the college that somebody else had answered the quiz for him. He is welcome to take it again himself.',
    },
  },
  {
    learner: amina,
    course: demoCourses.spreadsheets,
    enrolled: 60,
    lessons: [59, 57],
    attempts: [{ day: 56, rightAnswers: 4 }],
    shared: 'For the annual review',
    afterwards: {
      day: 4,
      act: 'suspend',
      by: eskdaleOwner,
      reason:
        'Somebody with the same name has told the university that this award may be theirs. Suspended until that is cleared up.',
    },
  },
  {
    learner: amina,
    course: demoCourses.firstAid,
    enrolled: 32,
    lessons: [31, 30, 28, 27, 25, 23],
    attempts: [
      { day: 22, rightAnswers: 6 },
      { day: 20, rightAnswers: 9 },
    ],
    shared: 'For applications',
  },
  { learner: amina, course: demoCourses.counselling, enrolled: 6, lessons: [3], attempts: [] },
  { learner: jonas, course: demoCourses.spreadsheets, enrolled: 3, lessons: [2], attempts: [] },
];

/** Walks a learner's way through a microcredential, from wherever an earlier run stopped. */
export async function walk(stage: Stage, journey: Journey): Promise<void> {
  const name = `${journey.learner.email} in ${journey.course.slug}`;
  const learner = await as(stage, journey.learner);
  const { offerings } = await publicMicrocredential(stage.platform, journey.course.slug);
  const enrolling = onDay(stage, journey.enrolled, `${name} enrols`);
  const { enrolmentId } = granted(await enrol(enrolling, learner, { offeringId: offerings[0]?.id ?? '' }));
  const { modules, done } = await outline(stage.platform, learner, enrolmentId);
  for (const [index, { id, slug }] of modules.flatMap(({ lessons }) => lessons).entries()) {
    const day = journey.lessons[index];
    if (day === undefined || done.has(id)) continue;
    const reading = onDay(stage, day, `${name} reads ${slug}`);
    await openLesson(reading, learner, { enrolmentId, slug });
    await markDone(inThePast(reading, minutesAfter(reading.clock(), 40)), learner, { enrolmentId, slug });
  }
  for (const [index, attempt] of journey.attempts.entries()) {
    const sitting = onDay(stage, attempt.day, `${name} sits attempt ${index + 1}`);
    await sit(sitting, learner, { enrolmentId, number: index + 1, rightAnswers: attempt.rightAnswers });
  }
  await credentialOf(stage, journey, learner, enrolmentId);
}

async function sit(
  platform: Platform,
  learner: SignedIn,
  {
    enrolmentId,
    number,
    rightAnswers,
  }: { readonly enrolmentId: string; readonly number: number; readonly rightAnswers: number },
): Promise<void> {
  const [quiz] = await assessmentsForLearner(platform, learner, enrolmentId);
  if (!quiz || quiz.attempts.some((attempt) => attempt.number === number && attempt.submittedAt !== null)) return;
  const { attemptId } = granted(await startAttempt(platform, learner, { enrolmentId, assessmentId: quiz.id }));
  const responses = await answersTo(platform, quiz, rightAnswers);
  await submitAttempt(inThePast(platform, minutesAfter(platform.clock(), 12)), learner, { attemptId, responses });
}

/** So many right answers, and wrong ones to the questions after them. */
async function answersTo(
  platform: Platform,
  quiz: { readonly id: string; readonly versionId: string },
  rightAnswers: number,
): Promise<Responses> {
  const { assessments } = await assessmentsForAuthor(platform, { kind: 'system' }, quiz.versionId);
  const items = assessments.find(({ id }) => id === quiz.id)?.items ?? [];
  return new Map(
    items.flatMap((item, index) => {
      if (item.kind !== 'single-choice') return [];
      const wrong = item.body.options.find(({ id }) => id !== item.key.correct)?.id ?? '';
      return [[item.questionVersionId, { option: index < rightAnswers ? item.key.correct : wrong }]];
    }),
  );
}

/** Signs what was earned, shares it, and does what a registrar did to it afterwards. */
async function credentialOf(stage: Stage, journey: Journey, learner: SignedIn, enrolmentId: string): Promise<void> {
  const award = await awardOfEnrolment(stage.platform, enrolmentId);
  if (!award) return;
  const { id: awardId, awardedAt } = award;
  const { credential } = await myAward(stage.platform, learner, awardId);
  await signCredential(inThePast(stage.platform, minutesAfter(awardedAt, 1)), { credentialId: credential.id });
  if (journey.shared !== undefined && (await sharesFor(stage.platform, learner, awardId)).length === 0) {
    const sharing = inThePast(stage.platform, minutesAfter(awardedAt, 30));
    await shareAward(sharing, learner, { awardId, label: journey.shared, expiresAt: null });
  }
  const { afterwards } = journey;
  if (!afterwards || credential.revokedAt !== null || credential.suspendedAt !== null) return;
  const { day, act, by, reason } = afterwards;
  const name = `${journey.learner.email} in ${journey.course.slug}`;
  const acting = onDay(stage, day, `${name} ${act}`);
  granted(await changeStatus(acting, await as(stage, by), { credentialId: credential.id, act, reason }));
}
