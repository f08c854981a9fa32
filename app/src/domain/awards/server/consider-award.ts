import type { Transaction } from 'kysely';
import { within, type Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { personById } from '#domain/identity/server/api.ts';
import type { Person } from '#domain/identity/person.ts';
import { mayOffer, type Organisation } from '#domain/organisations/organisations.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import type { PublishedVersion } from '#domain/catalogue/catalogue.ts';
import { versionById } from '#domain/catalogue/server/api.ts';
import { enrolmentById, type Enrolment } from '#domain/learning/server/api.ts';
import { ruleFor } from '#domain/assessment/award-route.ts';
import { applyAwardRule, type AwardRule, type Requirement } from '#domain/assessment/award-rule.ts';
import { awardRuleOf, learnerFacts, type AssessedFacts } from '#domain/assessment/server/api.ts';
import { mayCarryAwards } from '../awards.ts';
import { awardByBasis } from './awards.store.ts';
import { recordedOrigin } from './origin.store.ts';

export type AwardDecision =
  | { readonly kind: 'awarded'; readonly awardId: string }
  | { readonly kind: 'not-yet'; readonly missing: readonly Requirement[] }
  | { readonly kind: 'refused'; readonly because: 'provider-may-not-award' | 'origin-not-secure' | 'origin-changed' };

/** All that an award is made of, once the rule grants it. */
export interface Granted {
  readonly kind: 'granted';
  readonly enrolment: Enrolment;
  readonly person: Person;
  readonly version: PublishedVersion;
  readonly provider: Organisation;
  readonly rule: AwardRule;
  readonly facts: AssessedFacts;
}

/** Applies the award rule to an enrolment as it stands, and changes nothing. */
export async function considerAward(
  platform: Platform,
  trx: Transaction<Database>,
  enrolmentId: string,
): Promise<AwardDecision | Granted> {
  const inside = within(platform, trx);
  const existing = await awardByBasis(trx, { kind: 'enrolment', id: enrolmentId });
  if (existing) return { kind: 'awarded', awardId: existing.id };

  const enrolment = await enrolmentById(inside, enrolmentId);
  const version = enrolment && (await versionById(inside, enrolment.versionId));
  const person = enrolment && (await personById(inside, enrolment.personId));
  if (!enrolment || enrolment.withdrawnAt || version?.status !== 'published' || !person) {
    return { kind: 'not-yet', missing: [] };
  }

  const rule = ruleFor(await awardRuleOf(inside, version.id), enrolment.route);
  const facts = await learnerFacts(trx, enrolment);
  const decision = applyAwardRule(rule, facts);
  if (!decision.granted) return { kind: 'not-yet', missing: decision.missing };

  const provider = await organisationById(inside, version.record.awardingBodyId);
  if (!provider || !mayOffer(provider)) return { kind: 'refused', because: 'provider-may-not-award' };
  if (!provider.isDemo) {
    if (!mayCarryAwards(platform.config)) return { kind: 'refused', because: 'origin-not-secure' };
    const origin = (await recordedOrigin(inside)) ?? platform.config.origin;
    if (origin !== platform.config.origin) return { kind: 'refused', because: 'origin-changed' };
  }
  return { kind: 'granted', enrolment, person, version, provider, rule, facts };
}
