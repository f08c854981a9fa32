import type { OrganisationStatus } from '#domain/organisations/organisations.ts';

/** The tone in which a status is shown. */
export const statusTones = {
  pending: 'ochre',
  approved: 'moss',
  suspended: 'red',
} as const satisfies Record<OrganisationStatus, string>;
