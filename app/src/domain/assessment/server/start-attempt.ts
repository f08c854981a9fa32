import { randomBytes } from 'node:crypto';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { holdEnrolment } from '#domain/learning/server/api.ts';
import { settingsFor } from '../allowance.ts';
import { dueAt, mayStart, type StartRefusal } from '../assessment.ts';
import { drawFrom } from '../pools.ts';
import type { CodeRefusal } from '../supervision.ts';
import { admitToAttempt } from './admit-to-attempt.ts';
import { allowancesOf } from './allowances.store.ts';
import { assessmentById, itemsOf } from './assessment.store.ts';
import { insertAttempt } from './attempt.store.ts';
import { earlierAttempts } from './earlier-attempts.ts';
import { insertSupervision } from './supervision.store.ts';
import { runRefusalOf } from './run-refusal.ts';
import { requireOwnEnrolment } from './own-enrolment.ts';
import { placeIn } from './paper.ts';
import { insertDraws, poolsOf } from './pools.store.ts';

export type Started =
  | { readonly kind: 'started'; readonly attemptId: string }
  | {
      readonly kind: 'refused';
      readonly because: StartRefusal | CodeRefusal | 'withdrawn' | 'run-not-begun' | 'run-over';
    };

/** Opens an attempt, or leads back to the one that is open: starting twice, or on two devices, is one attempt. */
export async function startAttempt(
  platform: Platform,
  actor: Actor,
  input: { readonly enrolmentId: string; readonly assessmentId: string; readonly code?: string | undefined },
): Promise<Started> {
  const enrolment = await requireOwnEnrolment(platform, actor, input.enrolmentId);
  if (enrolment.withdrawnAt) return { kind: 'refused', because: 'withdrawn' };
  const assessment = await assessmentById(platform.db, input.assessmentId);
  if (!assessment || assessment.versionId !== enrolment.versionId || enrolment.route === 'prior-learning')
    throw new NotFound('assessment');

  const { attempts, at: earlierAt, isBeingJudged } = await earlierAttempts(platform.db, enrolment.id);
  const isOfThis = ({ assessmentId }: (typeof attempts)[number]): boolean => assessmentId === assessment.id;
  const open = attempts.find((one) => isOfThis(one) && one.submittedAt === null);
  if (open) return { kind: 'started', attemptId: open.id };

  const earlier = earlierAt(assessment.id);
  const allowance = (await allowancesOf(platform.db, enrolment))(assessment.id);
  const settings = settingsFor(assessment.settings, allowance);
  const at = platform.clock();
  const fixed = await itemsOf(platform.db, [assessment.id]);
  const pools = await poolsOf(platform.db, [assessment.id]);
  const questionCount = assessment.task?.criteria.length ?? fixed.length + pools.length;
  const because =
    (isBeingJudged(assessment.id) ? 'being-judged' : null) ??
    mayStart(settings, earlier, { questionCount, at }) ??
    (await runRefusalOf(platform, enrolment));
  if (because) return { kind: 'refused', because };
  const admission = await admitToAttempt(platform, { assessment, enrolment, code: input.code });
  if (admission.kind === 'refused') return admission;

  const seed = randomBytes(16).toString('hex');
  const attempt = {
    id: platform.newId(),
    enrolmentId: enrolment.id,
    assessmentId: assessment.id,
    // Numbers are unique for the enrolment, so a limit holds however many starts race.
    number: Math.max(earlier.length, ...attempts.filter(isOfThis).map(({ number }) => number)) + 1,
    seed,
    startedAt: at,
    dueAt: dueAt(settings, at),
  };
  const drawn = drawFrom(
    pools,
    fixed.map(({ questionId }) => questionId),
    placeIn(`${seed}:draw`),
  );
  const begun = await platform.db.transaction().execute(async (trx) => {
    // Whoever changes to another version at this moment begins there instead.
    if ((await holdEnrolment(trx, enrolment.id))?.versionId !== enrolment.versionId) return false;
    const inserted = await insertAttempt(trx, attempt);
    if (inserted) await insertDraws(trx, attempt.id, drawn);
    if (inserted && admission.sitting) {
      const { openedBy: by } = admission.sitting;
      await insertSupervision(trx, { attemptId: attempt.id, kind: 'code-in-room', by, at: attempt.startedAt });
    }
    return inserted;
  });
  if (begun) return { kind: 'started', attemptId: attempt.id };
  return startAttempt(platform, actor, input);
}
