import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../../identity/identity.ts';
import { NotFound, recordAudit, type Refused, refused, requireOperator } from '../../identity/server/api.ts';
import type { Organisation, OrganisationStatus } from '../organisations.ts';
import { lockOrganisation, updateOrganisation } from './organisations.store.ts';

interface StatusChange {
  readonly organisationId: string;
  /** For suspending: shown to the organisation's members. */
  readonly reason?: string;
}

export interface StatusChanged {
  readonly kind: 'changed';
  readonly organisation: Organisation;
}

/** Lets a waiting organisation offer microcredentials. */
export function approveOrganisation(platform: Platform, actor: Actor, input: StatusChange) {
  return changeStatus(platform, actor, input, { from: 'pending', to: 'approved', as: 'organisation.approved' });
}

/** Stops an organisation from publishing, enrolling and awarding. What it awarded stays valid. */
export async function suspendOrganisation(
  platform: Platform,
  actor: Actor,
  input: StatusChange,
): Promise<StatusChanged | Refused<'status-not-approved' | 'reason-missing'>> {
  requireOperator(actor);
  if (!input.reason?.trim()) return refused('reason-missing');
  return changeStatus(platform, actor, input, { from: 'approved', to: 'suspended', as: 'organisation.suspended' });
}

export function reinstateOrganisation(platform: Platform, actor: Actor, input: StatusChange) {
  return changeStatus(platform, actor, input, { from: 'suspended', to: 'approved', as: 'organisation.reinstated' });
}

async function changeStatus<From extends OrganisationStatus>(
  platform: Platform,
  actor: Actor,
  { organisationId, reason }: StatusChange,
  change: { readonly from: From; readonly to: OrganisationStatus; readonly as: string },
): Promise<StatusChanged | Refused<`status-not-${From}`>> {
  requireOperator(actor);
  return platform.db.transaction().execute(async (trx) => {
    const before = await lockOrganisation(trx, organisationId);
    if (!before) throw new NotFound('organisation');
    if (before.status !== change.from) return refused(`status-not-${change.from}` as const);
    const organisation = await updateOrganisation(trx, organisationId, {
      status: change.to,
      status_reason: change.to === 'suspended' ? (reason?.trim() ?? null) : null,
      updated_at: platform.clock(),
    });
    await recordAudit(platform, trx, actor, {
      action: change.as,
      subjectKind: 'organisation',
      subjectId: organisationId,
      organisationId,
    });
    await announce(platform, trx, { type: change.as, data: { organisationId } });
    return { kind: 'changed', organisation };
  });
}
