import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { namesOf, requirePerson, requireRole } from '#domain/identity/server/api.ts';
import { hasRole } from '#domain/identity/identity.ts';
import {
  markingState,
  mayMarkSecond,
  maySettle,
  seesFirstMarks,
  type MarkingRefusal,
  type MarkingState,
  type Settlement,
  type SettlingRefusal,
} from '../second-marking.ts';
import type { Choice } from '../task.ts';
import { inDoubtAmong, type Affected } from './erratum-effects.ts';
import {
  enrolmentsMarkedDown,
  openSecondMarkings,
  secondMarkingOf,
  settledSecondMarkings,
  type SecondMarking,
} from './second-marking.store.ts';
import { rubricJudgementById } from './submission.store.ts';
import { submissionForAssessor, type SubmissionForAssessor } from './task-pages.ts';

/** What one assessor chose, by name. */
export interface Marks {
  readonly assessor: string;
  readonly madeAt: Date;
  readonly choices: readonly Choice[];
  readonly feedback: string;
}

export interface SecondMarkingPage {
  readonly page: SubmissionForAssessor;
  /** Null before anybody asked for it. */
  readonly marking: {
    readonly state: MarkingState;
    readonly dueAt: Date;
    readonly claimedUntil: Date | null;
    /** Whether the asker holds it now. */
    readonly isMine: boolean;
    /** With the first marks: what is said of them may tell them. */
    readonly reason: string | null;
    readonly first: Marks | null;
    readonly second: Marks | null;
    readonly settled: { readonly as: Settlement; readonly reason: string | null; readonly by: string } | null;
  } | null;
  readonly mayAsk: boolean;
  /** Why the asker may not mark it; null when they may. */
  readonly marks: MarkingRefusal | 'no-assessor' | null;
  readonly settles: SettlingRefusal | 'no-registrar' | null;
}

/** A submission's second marking as the asker may see it: before the second marks are made, without the first. */
export async function secondMarkingPage(
  platform: Platform,
  actor: Actor,
  submissionId: string,
): Promise<SecondMarkingPage> {
  const page = await submissionForAssessor(platform, actor, submissionId, 'registrar');
  const { personId } = requirePerson(actor);
  const marking = await secondMarkingOf(platform.db, submissionId);
  if (!marking) {
    const { personId: learnerId, assessmentId } = page.submission;
    const mayAsk = page.state === 'judged' && assessmentId !== null && learnerId !== personId;
    return { page, marking: null, mayAsk, marks: null, settles: null };
  }
  const now = platform.clock();
  const state = markingState(marking, now);
  const sees = seesFirstMarks(marking, personId);
  const may = (role: 'assessor' | 'registrar') => hasRole(actor, page.organisationId, [role]);
  return {
    page,
    mayAsk: false,
    marks: may('assessor') ? mayMarkSecond(marking, personId, now) : 'no-assessor',
    settles: may('registrar') ? maySettle(marking, personId) : 'no-registrar',
    marking: {
      state,
      dueAt: marking.dueAt,
      claimedUntil: marking.claimedUntil,
      isMine: state === 'being-marked' && marking.claimedBy === personId,
      reason: sees ? marking.reason : null,
      ...(sees ? await marksOf(platform, marking) : { first: null, second: null, settled: null }),
    },
  };
}

async function marksOf(platform: Platform, marking: SecondMarking) {
  const ids = [marking.firstMarker, marking.markedBy, marking.settledBy].filter((id) => id !== null);
  const names = await namesOf(platform, ids);
  const nameOf = (id: string | null) => names.get(id ?? '') ?? '';
  const first = await rubricJudgementById(platform.db, marking.judgementId);
  const { markedAt, markedBy, choices, feedback, settledAs, settledReason: reason, settledBy } = marking;
  return {
    first: first ? { ...first, assessor: nameOf(first.madeBy) } : null,
    second: markedAt === null ? null : { assessor: nameOf(markedBy), madeAt: markedAt, choices, feedback },
    settled: settledAs === null ? null : { as: settledAs, reason, by: nameOf(settledBy) },
  };
}

export interface ListedMarking {
  readonly submissionId: string;
  readonly learner: string;
  readonly assessment: string;
  readonly state: MarkingState;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly settledAs: Settlement | null;
  readonly settledAt: Date | null;
}

const mostListed = 100;
const mostInDoubt = 500;

/** An organisation's second markings, open and settled, and whose award what was settled would not grant. */
export async function secondMarkingsOf(
  platform: Platform,
  actor: Actor,
  organisationId: string,
): Promise<{
  readonly open: readonly ListedMarking[];
  readonly settled: readonly ListedMarking[];
  readonly inDoubt: readonly (Affected & { readonly slug: string })[];
}> {
  requireRole(actor, organisationId, 'assessor', 'registrar');
  const open = await openSecondMarkings(platform.db, organisationId, mostListed);
  const settled = await settledSecondMarkings(platform.db, organisationId, mostListed);
  const lowered = await enrolmentsMarkedDown(platform.db, organisationId, mostInDoubt);
  const inDoubt: (Affected & { slug: string })[] = [];
  for (const [microcredentialId, some] of Map.groupBy(lowered, (one) => one.microcredentialId)) {
    const ids = some.map(({ id }) => id);
    const found = await inDoubtAmong(platform, actor, microcredentialId, ids);
    inDoubt.push(...found.map((one) => ({ ...one, slug: some[0]?.slug ?? '' })));
  }
  return { open: await listed(platform, open), settled: await listed(platform, settled), inDoubt };
}

/** Those that the asker may mark now, what is due first first. */
export async function secondMarkingsToMark(
  platform: Platform,
  actor: Actor,
  organisationId: string,
): Promise<readonly (SecondMarking & { readonly learner: string; readonly isMine: boolean })[]> {
  requireRole(actor, organisationId, 'assessor');
  const { personId } = requirePerson(actor);
  const now = platform.clock();
  const open = await openSecondMarkings(platform.db, organisationId, mostListed);
  const mine = open.filter((one) => mayMarkSecond(one, personId, now) === null);
  const names = await namesOf(
    platform,
    mine.map((one) => one.personId),
  );
  return mine.map((one) => ({
    ...one,
    learner: names.get(one.personId) ?? '',
    isMine: markingState(one, now) === 'being-marked',
  }));
}

async function listed(platform: Platform, markings: readonly SecondMarking[]): Promise<readonly ListedMarking[]> {
  const names = await namesOf(
    platform,
    markings.map(({ personId }) => personId),
  );
  const now = platform.clock();
  return markings.map((one) => ({
    submissionId: one.submissionId,
    learner: names.get(one.personId) ?? '',
    assessment: one.assessment,
    state: markingState(one, now),
    askedAt: one.askedAt,
    dueAt: one.dueAt,
    settledAs: one.settledAs,
    settledAt: one.settledAt,
  }));
}
