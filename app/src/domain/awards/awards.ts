import { z } from 'zod';
import { supervisionForms } from '#domain/catalogue/record.ts';

/** What stood when the award was decided. The credential states this, whatever happens to the enrolment later. */
export const awardResultsSchema = z.object({
  assessments: z.array(
    z.object({
      assessmentId: z.string(),
      title: z.string(),
      score: z.number(),
      outOf: z.number(),
      passMark: z.number(),
      /** The number of the attempt that passed, from 1. */
      attempt: z.number(),
      judgedAt: z.iso.datetime(),
    }),
  ),
  outcomes: z.array(z.object({ outcomeId: z.string(), points: z.number(), outOf: z.number() })),
  /** Where the award rule has grades and one was reached: by the weighted score, in per cent. */
  grade: z.object({ name: z.string(), percent: z.number() }).optional(),
  /** How it was earned, where not by being taught. */
  route: z.enum(['assessment-only', 'prior-learning']).optional(),
  /** The lowest of what was recorded of the attempts that it rests on. Absent of awards made before it was recorded. */
  supervision: z.enum(supervisionForms).optional(),
});
export type AwardResults = z.infer<typeof awardResultsSchema>;

interface JudgedAttempt {
  readonly assessmentId: string;
  readonly number: number;
  readonly passed: boolean;
  readonly score: number;
  readonly outOf: number;
  readonly outcomes: readonly { readonly outcomeId: string; readonly points: number; readonly outOf: number }[];
  readonly madeAt: Date;
}

/** The results that an award states: for each required assessment the first attempt that passed. */
export function resultsFor(
  assessments: readonly { readonly id: string; readonly title: string; readonly passMark: number }[],
  attempts: readonly JudgedAttempt[],
): AwardResults {
  const passing = assessments.flatMap((assessment) => {
    const first = attempts
      .filter((attempt) => attempt.assessmentId === assessment.id && attempt.passed)
      .sort((a, b) => a.number - b.number)[0];
    return first ? [{ assessment, first }] : [];
  });
  return {
    assessments: passing.map(({ assessment, first }) => ({
      assessmentId: assessment.id,
      title: assessment.title,
      score: first.score,
      outOf: first.outOf,
      passMark: assessment.passMark,
      attempt: first.number,
      judgedAt: first.madeAt.toISOString(),
    })),
    outcomes: addUp(passing.flatMap(({ first }) => first.outcomes)),
  };
}

function addUp(results: AwardResults['outcomes']): AwardResults['outcomes'] {
  const totals = new Map<string, { points: number; outOf: number }>();
  for (const { outcomeId, points, outOf } of results) {
    const total = totals.get(outcomeId) ?? { points: 0, outOf: 0 };
    totals.set(outcomeId, { points: total.points + points, outOf: total.outOf + outOf });
  }
  return [...totals]
    .map(([outcomeId, total]) => ({ outcomeId, ...total }))
    .sort((a, b) => (a.outcomeId < b.outcomeId ? -1 : 1));
}

/**
 * When an award made now expires; null when it does not. A month later that has no such day ends on its last one:
 * 31 August and six months is 28 or 29 February. Days are UTC.
 */
export function expiryOf(awardedAt: Date, months: number | null): Date | null {
  if (months === null) return null;
  const end = new Date(awardedAt);
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(awardedAt.getUTCDate(), lastDay));
  return end;
}

export type CredentialState = 'being-signed' | 'valid' | 'revoked' | 'suspended' | 'expired' | 'superseded';

/** How a credential stands at a time. Revocation is for good, so it is said first; a suspension can end. */
export function stateOf(
  credential: {
    readonly signedAt: Date | null;
    readonly revokedAt: Date | null;
    readonly suspendedAt: Date | null;
    readonly superseded: boolean;
    readonly validUntil: Date | null;
  },
  at: Date,
): CredentialState {
  if (credential.signedAt === null) return 'being-signed';
  if (credential.superseded) return 'superseded';
  if (credential.revokedAt !== null) return 'revoked';
  if (credential.suspendedAt !== null) return 'suspended';
  if (credential.validUntil !== null && credential.validUntil.getTime() < at.getTime()) return 'expired';
  return 'valid';
}

export type StatusChangeRefusal = 'not-signed-yet' | 'already-revoked' | 'already-suspended' | 'not-suspended';
export type StatusAct = 'revoke' | 'suspend' | 'reinstate';

/** Whether an act on a credential's status may be done, from how it stands. */
export function mayChangeStatus(
  act: StatusAct,
  standing: { readonly signed: boolean; readonly revoked: boolean; readonly suspended: boolean },
): StatusChangeRefusal | null {
  if (!standing.signed) return 'not-signed-yet';
  if (standing.revoked) return 'already-revoked';
  if (act === 'suspend' && standing.suspended) return 'already-suspended';
  if (act === 'reinstate' && !standing.suspended) return 'not-suspended';
  return null;
}

/**
 * Whether awards may be made at an origin, which their ids and keys then carry for years: over TLS, or on this machine
 * alone. Demo awards never matter beyond their installation.
 */
export function mayCarryAwards(config: { readonly origin: string; readonly isLoopbackOrigin: boolean }): boolean {
  return config.isLoopbackOrigin || config.origin.startsWith('https://');
}

/** A share link's token: 24 random bytes in base64url. */
export const shareTokenPattern = /^[A-Za-z0-9_-]{32}$/;
