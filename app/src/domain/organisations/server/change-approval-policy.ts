import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../../identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '../../identity/server/api.ts';
import type { ApprovalPolicy } from '../organisations.ts';
import { lockOrganisation, updateOrganisation } from './organisations.store.ts';

/** Decides whether drafts need a colleague's approval from now on; what is published stays as it is. */
export async function changeApprovalPolicy(
  platform: Platform,
  actor: Actor,
  { organisationId, policy }: { readonly organisationId: string; readonly policy: ApprovalPolicy },
): Promise<void> {
  requireRole(actor, organisationId, 'owner');
  await platform.db.transaction().execute(async (trx) => {
    const before = await lockOrganisation(trx, organisationId);
    if (!before) throw new NotFound('organisation');
    if (before.approvalPolicy === policy) return;
    await updateOrganisation(trx, organisationId, { approval_policy: policy, updated_at: platform.clock() });
    await recordAudit(platform, trx, actor, {
      action: 'organisation.approval-policy-changed',
      subjectKind: 'organisation',
      subjectId: organisationId,
      organisationId,
      detail: { policy },
    });
  });
}
