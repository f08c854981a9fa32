import { roles, type Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { organisationsByIds, type Organisation } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { isOpen, type Partnership } from '../../partners.ts';
import type { DraftRecord } from '../../record.ts';
import { findMicrocredential, findNewestVersions } from '../versions.store.ts';
import { countWaiting, findPartnershipsAsked, findPartnershipsOf } from './partnerships.store.ts';

export interface PartnerOf {
  readonly partnership: Partnership;
  readonly organisation: Organisation;
}

/** Whom a provider asked for one of its microcredentials, for everyone who works there. */
export async function partnersOf(
  platform: Platform,
  actor: Actor,
  microcredentialId: string,
): Promise<readonly PartnerOf[]> {
  const microcredential = await findMicrocredential(platform.db, { id: microcredentialId });
  if (microcredential === undefined) throw new NotFound('microcredential');
  requireRole(actor, microcredential.organisationId, ...roles);
  return withOrganisations(
    platform,
    await findPartnershipsOf(platform.db, microcredentialId),
    (one) => one.organisationId,
  );
}

export interface PartnershipAsked extends PartnerOf {
  /** Of the microcredential. */
  readonly slug: string;
  /**
   * As it stands today, a draft too: whoever lends a name may read what it is lent to. Null once they have declined or
   * it has ended: what comes afterwards is no longer theirs to read.
   */
  readonly record: DraftRecord | null;
}

/** What an organisation was asked by others, for those who may answer. */
export async function partnershipsAsked(
  platform: Platform,
  actor: Actor,
  organisationId: string,
): Promise<readonly PartnershipAsked[]> {
  requireRole(actor, organisationId);
  const asked = await findPartnershipsAsked(platform.db, organisationId);
  const versions = await findNewestVersions(platform.db, [...new Set(asked.map((one) => one.microcredentialId))]);
  const byMicrocredential = new Map(versions.map((version) => [version.microcredentialId, version]));
  const known = await withOrganisations(
    platform,
    asked,
    ({ microcredentialId }) => byMicrocredential.get(microcredentialId)?.organisationId ?? '',
  );
  return known.flatMap((one) => {
    const version = byMicrocredential.get(one.partnership.microcredentialId);
    if (version === undefined) return [];
    return [{ ...one, slug: version.slug, record: isOpen(one.partnership) ? version.record : null }];
  });
}

/** How many requests wait for an answer, for whoever may give it; 0 for others. */
export async function partnershipsWaiting(platform: Platform, actor: Actor, organisationId: string): Promise<number> {
  requireRole(actor, organisationId, ...roles);
  return countWaiting(platform.db, organisationId);
}

async function withOrganisations(
  platform: Platform,
  partnerships: readonly Partnership[],
  of: (partnership: Partnership) => string,
): Promise<readonly PartnerOf[]> {
  const ids = partnerships.map(of).filter((id) => id !== '');
  const organisations = await organisationsByIds(platform, [...new Set(ids)]);
  const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  return partnerships.flatMap((partnership) => {
    const organisation = byId.get(of(partnership));
    return organisation === undefined ? [] : [{ partnership, organisation }];
  });
}
