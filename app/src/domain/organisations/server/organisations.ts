import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../../identity/identity.ts';
import { requireOperator } from '../../identity/server/api.ts';
import type { Organisation, OrganisationStatus } from '../organisations.ts';
import type { IssuingKey } from '../signing-keys.ts';
import { countByStatus, findOrganisation, findOrganisations, listByStatus } from './organisations.store.ts';
import { findKeys } from './signing-keys.store.ts';

/** What anyone may ask: an organisation and its public keys hold nothing private but `statusReason` and `contactEmail`. */
export function organisationBySlug(platform: Platform, slug: string): Promise<Organisation | undefined> {
  return findOrganisation(platform.db, { slug });
}

export function organisationById(platform: Platform, id: string): Promise<Organisation | undefined> {
  return findOrganisation(platform.db, { id });
}

/** In the order of their names; unknown ids are left out. */
export function organisationsByIds(platform: Platform, ids: readonly string[]): Promise<Organisation[]> {
  return findOrganisations(platform.db, ids);
}

/** The current issuing key first, then the former ones, newest first. */
export function keysOf(platform: Platform, organisationId: string): Promise<IssuingKey[]> {
  return findKeys(platform.db, organisationId);
}

/** For the operator: newest first, those created before `beforeId`. */
export async function listOrganisations(
  platform: Platform,
  actor: Actor,
  filter: { readonly status?: OrganisationStatus; readonly limit: number; readonly beforeId?: string },
): Promise<Organisation[]> {
  requireOperator(actor);
  return listByStatus(platform.db, filter);
}

export async function countOrganisations(
  platform: Platform,
  actor: Actor,
): Promise<Record<OrganisationStatus, number>> {
  requireOperator(actor);
  return countByStatus(platform.db);
}
