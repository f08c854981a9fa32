import type { Enrolment } from '#domain/learning/learning.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import type { Assessment } from '../assessment.ts';
import { typedCode, type CodeRefusal } from '../supervision.ts';
import { isWatched } from './invigilated-sessions.ts';
import { findOpenSittings, type Sitting } from './supervision.store.ts';

/** A code is short: so many tries, and no more, for one enrolment in a quarter of an hour. */
const tries = { limit: 8, windowSeconds: 900 };

export type Admission =
  | { readonly kind: 'admitted'; readonly sitting: Sitting | null }
  | { readonly kind: 'refused'; readonly because: CodeRefusal };

/**
 * Whether somebody may begin: where the assessment asks to be supervised, while an invigilator watches them, or by the
 * code of a sitting that is open now.
 */
export async function admitToAttempt(
  platform: Platform,
  { assessment, enrolment, code }: { assessment: Assessment; enrolment: Enrolment; code: string | undefined },
): Promise<Admission> {
  if (assessment.settings.supervision === undefined) return { kind: 'admitted', sitting: null };
  if (await isWatched(platform, { enrolmentId: enrolment.id, assessmentId: assessment.id })) {
    return { kind: 'admitted', sitting: null };
  }
  const typed = typedCode(code ?? '');
  if (typed === '') return { kind: 'refused', because: 'code-needed' };
  const taken = await takeFromLimit(platform, { key: `sitting-code/${enrolment.id}`, ...tries });
  if (taken.kind === 'limited') return { kind: 'refused', because: 'too-many-codes' };
  const open = await findOpenSittings(platform.db, enrolment.offeringId, platform.clock());
  const sitting = open.find((one) => one.assessmentId === assessment.id && one.code === typed);
  return sitting ? { kind: 'admitted', sitting } : { kind: 'refused', because: 'code-wrong' };
}
