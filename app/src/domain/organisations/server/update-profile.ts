import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../../identity/identity.ts';
import { NotFound, recordAudit, requireRole } from '../../identity/server/api.ts';
import type { Organisation } from '../organisations.ts';
import type { Profile } from '../profile.ts';
import { lockOrganisation, updateOrganisation } from './organisations.store.ts';

const columns = {
  name: 'name',
  kind: 'kind',
  country: 'country',
  website: 'website',
  contactEmail: 'contact_email',
  description: 'description',
  colour: 'colour',
} as const satisfies Record<keyof Profile, string>;

/** Changes what the organisation says of itself; credentials already signed keep what they say. */
export async function updateProfile(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly profile: Profile },
): Promise<Organisation> {
  const { organisationId, profile } = input;
  requireRole(actor, organisationId, 'owner');
  return platform.db.transaction().execute(async (trx) => {
    const before = await lockOrganisation(trx, organisationId);
    if (!before) throw new NotFound('organisation');
    const changed = (Object.keys(columns) as (keyof Profile)[]).filter((field) => before[field] !== profile[field]);
    if (changed.length === 0) return before;
    const organisation = await updateOrganisation(trx, organisationId, {
      ...Object.fromEntries(changed.map((field) => [columns[field], profile[field]])),
      updated_at: platform.clock(),
    });
    await recordAudit(platform, trx, actor, {
      action: 'organisation.profile-changed',
      subjectKind: 'organisation',
      subjectId: organisationId,
      organisationId,
      detail: { fields: changed },
    });
    await announce(platform, trx, { type: 'organisation.changed', data: { organisationId } });
    return organisation;
  });
}
