import { NotFound, requirePerson, requireRole } from '#domain/identity/server/api.ts';
import { roles, type Role } from '#domain/identity/identity.ts';
import type { Organisation } from '#domain/organisations/organisations.ts';
import { organisationBySlug } from '#domain/organisations/server/api.ts';

/** The organisation that an address of the studio names, for somebody who holds one of the roles (or owns it). */
export async function ownOrganisation(locals: App.Locals, slug: string, ...allowed: Role[]): Promise<Organisation> {
  requirePerson(locals.actor);
  const organisation = await organisationBySlug(locals.platform, slug);
  if (!organisation) throw new NotFound('organisation');
  requireRole(locals.actor, organisation.id, ...allowed);
  return organisation;
}

/** Whoever belongs to it. */
export function anyRole(locals: App.Locals, slug: string): Promise<Organisation> {
  return ownOrganisation(locals, slug, ...roles);
}
