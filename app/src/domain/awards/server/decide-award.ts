import type { Transaction } from 'kysely';
import { announce } from '#platform/server/events.ts';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requirePerson } from '#domain/identity/server/api.ts';
import { completeEnrolment, enrolmentById, holdEnrolment } from '#domain/learning/server/api.ts';
import { gradeOf, overallPercent, requiredAssessments } from '#domain/assessment/award-rule.ts';
import { formOf, lowestForm } from '#domain/assessment/supervision.ts';
import { assessmentsInBrief } from '#domain/assessment/server/api.ts';
import { expiryOf, resultsFor } from '../awards.ts';
import { insertAward, type Award } from './awards.store.ts';
import { considerAward, type AwardDecision, type Granted } from './consider-award.ts';
import { insertCredential } from './credentials.store.ts';
import { keepOrigin } from './origin.store.ts';
import { reserveStatusEntries } from './status-lists.ts';

/**
 * Applies the award rule to an enrolment and, where it grants, makes the award: the fact, its credential to be signed
 * and its places in the status lists, all in the caller's transaction. Once per enrolment, whatever is retried.
 */
export async function decideAward(
  platform: Platform,
  trx: Transaction<Database>,
  enrolmentId: string,
): Promise<AwardDecision> {
  // Two that are judged at once would each miss the other's verdict, and neither would find the rule met.
  await holdEnrolment(trx, enrolmentId);
  const considered = await considerAward(platform, trx, enrolmentId);
  if (considered.kind !== 'granted') return considered;
  const { provider } = considered;
  if (!provider.isDemo) await keepOrigin(platform, trx);

  const award = await awardFor(within(platform, trx), considered);
  // Somebody else's transaction made it between our look and now: it is theirs that stands.
  if (!(await insertAward(trx, award))) return considerAward(platform, trx, enrolmentId).then(settled);

  const credentialId = platform.newId();
  await insertCredential(trx, { id: credentialId, awardId: award.id, supersedes: null, at: award.awardedAt });
  await reserveStatusEntries(platform, trx, { organisationId: provider.id, credentialId });
  await completeEnrolment(platform, trx, enrolmentId);
  await recordAudit(
    platform,
    trx,
    { kind: 'system' },
    {
      action: 'award.decided',
      subjectKind: 'award',
      subjectId: award.id,
      organisationId: provider.id,
      detail: { enrolmentId, versionId: award.versionId },
    },
  );
  await announce(platform, trx, { type: 'award.decided', data: { awardId: award.id, credentialId } });
  return { kind: 'awarded', awardId: award.id };
}

async function awardFor(
  platform: Platform,
  { enrolment, person, version, provider, rule, facts }: Granted,
): Promise<Award> {
  const at = platform.clock();
  const required = new Set(requiredAssessments(rule));
  const assessments = (await assessmentsInBrief(platform, version.id)).filter(({ id }) => required.has(id));
  const grade = gradeOf(rule, facts);
  const numbers = new Map(facts.attempts.map(({ id, number }) => [id, number]));
  const verdicts = facts.verdicts.map((verdict) => ({ ...verdict, number: numbers.get(verdict.attemptId) ?? 1 }));
  const results = resultsFor(
    assessments.map(({ id, title, settings }) => ({ id, title, passMark: settings.passMark })),
    verdicts,
  );
  return {
    id: platform.newId(),
    basisKind: 'enrolment',
    basisId: enrolment.id,
    microcredentialId: version.microcredentialId,
    versionId: version.id,
    personId: person.id,
    enrolmentId: enrolment.id,
    nameOnAward: person.legalName ?? person.displayName,
    awardingBodyId: provider.id,
    delivererId: version.record.delivererId,
    awardedAt: at,
    validUntil: expiryOf(at, version.record.expiresAfterMonths),
    results: {
      ...results,
      ...(facts.recognition === null ? {} : { outcomes: [...facts.recognition.outcomes] }),
      ...(enrolment.route === 'taught' ? {} : { route: enrolment.route }),
      supervision: lowestForm(
        results.assessments.map(({ assessmentId, attempt }) =>
          formOf(
            verdicts.find((one) => one.assessmentId === assessmentId && one.number === attempt)?.supervision ?? [],
          ),
        ),
      ),
      ...(grade === null ? {} : { grade: { name: grade, percent: overallPercent(rule, facts) } }),
    },
  };
}

function settled(considered: AwardDecision | Granted): AwardDecision {
  return considered.kind === 'granted' ? { kind: 'not-yet', missing: [] } : considered;
}

/** What the rule says of the learner's own enrolment now. */
export async function awardDecisionFor(platform: Platform, actor: Actor, enrolmentId: string): Promise<AwardDecision> {
  await requireOwn(platform, actor, enrolmentId);
  const considered = await platform.db.transaction().execute((trx) => considerAward(platform, trx, enrolmentId));
  return settled(considered);
}

/** Decides again at the learner's wish, after what stood in the way may be gone. */
export async function askForAward(platform: Platform, actor: Actor, enrolmentId: string): Promise<AwardDecision> {
  await requireOwn(platform, actor, enrolmentId);
  return platform.db.transaction().execute((trx) => decideAward(platform, trx, enrolmentId));
}

async function requireOwn(platform: Platform, actor: Actor, enrolmentId: string): Promise<void> {
  const person = requirePerson(actor);
  const enrolment = await enrolmentById(platform, enrolmentId);
  if (enrolment?.personId !== person.personId) throw new NotFound('enrolment');
}
