import { microcredentialById } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '#domain/identity/server/api.ts';
import { enrolmentById } from '#domain/learning/server/api.ts';
import { announce } from '#platform/server/events.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import { ruleFor } from '../award-route.ts';
import { awaitsConfirmation } from '../award-rule.ts';
import { insertConfirmation } from './award-confirmation.store.ts';
import { learnerFacts } from './learner-facts.ts';
import { awardRuleOf } from './save-award-rule.ts';

export type LearnerConfirmed = { readonly kind: 'confirmed' };
export type LearnerNotConfirmed = { readonly kind: 'refused'; readonly because: 'not-awaited' };

/**
 * A registrar's word that a learner may be awarded, where the rule asks for it and nothing else is missing. The award
 * itself is decided by the same path as ever, after the event. Confirming twice is confirming once.
 */
export async function confirmLearner(
  platform: Platform,
  actor: Actor,
  { enrolmentId }: { readonly enrolmentId: string },
): Promise<LearnerConfirmed | LearnerNotConfirmed> {
  const enrolment = await enrolmentById(platform, enrolmentId);
  const microcredential = enrolment && (await microcredentialById(platform, enrolment.microcredentialId));
  if (!enrolment || !microcredential) throw new NotFound('participant');
  const { organisationId } = microcredential;
  requireRole(actor, organisationId, 'registrar');

  return platform.db.transaction().execute(async (trx): Promise<LearnerConfirmed | LearnerNotConfirmed> => {
    const facts = await learnerFacts(trx, enrolment);
    if (facts.confirmed) return { kind: 'confirmed' };
    const rule = ruleFor(await awardRuleOf(within(platform, trx), enrolment.versionId), enrolment.route);
    if (enrolment.withdrawnAt !== null || !awaitsConfirmation(rule, facts)) {
      return { kind: 'refused', because: 'not-awaited' };
    }
    const by = actor.kind === 'person' ? actor.personId : null;
    if (!(await insertConfirmation(trx, { enrolmentId, by, at: platform.clock() }))) return { kind: 'confirmed' };
    await recordAudit(platform, trx, actor, {
      action: 'enrolment.confirmed',
      subjectKind: 'enrolment',
      subjectId: enrolmentId,
      organisationId,
    });
    await announce(platform, trx, { type: 'enrolment.confirmed', data: { enrolmentId } });
    return { kind: 'confirmed' };
  });
}
