import { resolveTxt } from 'node:dns/promises';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../../identity/identity.ts';
import {
  NotFound,
  peopleByIds,
  recordAudit,
  type Refused,
  refused,
  requireOperator,
} from '../../identity/server/api.ts';
import {
  confirmationRecord,
  domainOfEmail,
  domainOfWebsite,
  holdsRecord,
  type Confirmation,
  type ConfirmationMethod,
} from '../confirmations.ts';
import type { Organisation } from '../organisations.ts';
import { findConfirmations, insertConfirmation, setWithdrawn } from './confirmations.store.ts';
import { requireMemberOrOperator } from './member-or-operator.ts';
import { findMembers } from './members.store.ts';
import { findOrganisation } from './organisations.store.ts';

/** Asks for a domain's TXT records, as `node:dns` does: each record in chunks; a failure has a `code`. */
export type LookUpTxt = (domain: string) => Promise<readonly (readonly string[])[]>;

export interface Confirmed {
  readonly kind: 'confirmed';
  readonly confirmation: Confirmation;
}

interface ConfirmationInput {
  readonly organisationId: string;
  /** Until when it counts; null for no end. */
  readonly validUntil: Date | null;
}

/** The TXT record that shows that an organisation holds its domain, for its own members and the operator. */
export async function confirmationRecordOf(
  platform: Platform,
  actor: Actor,
  organisation: Organisation,
): Promise<{ readonly domain: string | undefined; readonly record: string }> {
  requireMemberOrOperator(actor, organisation.id);
  return {
    domain: domainOfWebsite(organisation.website),
    record: confirmationRecord(tokenOf(platform, organisation.id)),
  };
}

/** Looks the record up now, and writes the confirmation down only when it is there. */
export async function confirmByDnsRecord(
  platform: Platform,
  actor: Actor,
  input: ConfirmationInput,
  lookUpTxt: LookUpTxt = resolveTxt,
): Promise<Confirmed | Refused<'website-missing' | 'record-missing' | 'dns-unreachable' | 'date-past'>> {
  requireOperator(actor);
  const domain = domainOfWebsite((await existing(platform, input.organisationId)).website);
  if (domain === undefined) return refused('website-missing');
  const records = await lookUp(domain, lookUpTxt);
  if (records === undefined) return refused('dns-unreachable');
  if (!holdsRecord(records, tokenOf(platform, input.organisationId))) return refused('record-missing');
  return record(platform, actor, input, 'dns-record', domain);
}

/** An owner's confirmed e-mail address must be at the website's own domain. */
export async function confirmByEmailDomain(
  platform: Platform,
  actor: Actor,
  input: ConfirmationInput,
): Promise<Confirmed | Refused<'website-missing' | 'no-owner-at-domain' | 'date-past'>> {
  requireOperator(actor);
  const domain = domainOfWebsite((await existing(platform, input.organisationId)).website);
  if (domain === undefined) return refused('website-missing');
  const owners = (await findMembers(platform.db, input.organisationId)).filter(({ roles }) => roles.includes('owner'));
  const people = await peopleByIds(
    platform,
    owners.map(({ personId }) => personId),
  );
  const isAtDomain = [...people.values()].some(
    ({ email, emailConfirmed }) => emailConfirmed && domainOfEmail(email) === domain,
  );
  if (!isAtDomain) return refused('no-owner-at-domain');
  return record(platform, actor, input, 'email-domain', domain);
}

/** The operator found the organisation in a public register. */
export async function confirmByRegisterNumber(
  platform: Platform,
  actor: Actor,
  input: ConfirmationInput & { readonly register: string; readonly number: string },
): Promise<Confirmed | Refused<'date-past'>> {
  requireOperator(actor);
  await existing(platform, input.organisationId);
  return record(platform, actor, input, 'register-number', `${input.register}, ${input.number}`);
}

/** Readers see it no more; the record stays. */
export async function withdrawConfirmation(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly confirmationId: string },
): Promise<{ readonly kind: 'withdrawn' } | Refused<'already-withdrawn'>> {
  requireOperator(actor);
  const { organisationId, confirmationId } = input;
  return platform.db.transaction().execute(async (trx) => {
    const withdrawn = await setWithdrawn(trx, organisationId, confirmationId, platform.clock());
    if (!withdrawn) return refused('already-withdrawn');
    await recordAudit(platform, trx, actor, {
      action: 'confirmation.withdrawn',
      subjectKind: 'confirmation',
      subjectId: confirmationId,
      organisationId,
    });
    return { kind: 'withdrawn' };
  });
}

/** All of them, newest first, for the organisation's members and the operator; the public sees those that hold. */
export async function listConfirmations(
  platform: Platform,
  actor: Actor,
  organisationId: string,
): Promise<Confirmation[]> {
  requireMemberOrOperator(actor, organisationId);
  return findConfirmations(platform.db, organisationId);
}

async function existing(platform: Platform, organisationId: string): Promise<Organisation> {
  const organisation = await findOrganisation(platform.db, { id: organisationId });
  if (!organisation) throw new NotFound('organisation');
  return organisation;
}

/** Derived, so that it needs no column and stays the same; it proves control of the domain and opens nothing. */
function tokenOf(platform: Platform, organisationId: string): string {
  return platform.secrets.fingerprint(organisationId, 'organisation-confirmation');
}

/** Undefined when no answer could be had, which is not the same as the answer that there are none. */
async function lookUp(domain: string, lookUpTxt: LookUpTxt): Promise<readonly (readonly string[])[] | undefined> {
  try {
    return await lookUpTxt(domain);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined;
  }
}

async function record(
  platform: Platform,
  actor: Actor,
  { organisationId, validUntil }: ConfirmationInput,
  method: ConfirmationMethod,
  evidence: string,
): Promise<Confirmed | Refused<'date-past'>> {
  const at = platform.clock();
  if (validUntil !== null && validUntil <= at) return refused('date-past');
  return platform.db.transaction().execute(async (trx) => {
    const confirmation = await insertConfirmation(trx, {
      id: platform.newId(),
      organisation_id: organisationId,
      method,
      evidence,
      confirmed_by: actor.kind === 'person' ? actor.personId : null,
      confirmed_at: at,
      valid_until: validUntil,
    });
    await recordAudit(platform, trx, actor, {
      action: 'organisation.confirmed',
      subjectKind: 'confirmation',
      subjectId: confirmation.id,
      organisationId,
      detail: { method },
    });
    return { kind: 'confirmed', confirmation };
  });
}
