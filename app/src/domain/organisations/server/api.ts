export { approveOrganisation, reinstateOrganisation, suspendOrganisation, type StatusChanged } from './change-status.ts';
export { createOrganisation, type Created, type NewOrganisation } from './create-organisation.ts';
export { currentSigningKey, type CurrentSigningKey } from './current-signing-key.ts';
export {
  countOrganisations,
  keysOf,
  listOrganisations,
  organisationById,
  organisationBySlug,
  organisationsByIds,
} from './organisations.ts';
