export {
  acceptInvitation,
  invitationByToken,
  openInvitationsOf,
  type Accepted,
  type InvitationSeen,
} from './accept-invitation.ts';
export { changeApprovalPolicy } from './change-approval-policy.ts';
export { addMember, changeRoles, leaveOrganisation, listMembers, type RolesChanged } from './change-members.ts';
export {
  approveOrganisation,
  reinstateOrganisation,
  suspendOrganisation,
  type StatusChanged,
} from './change-status.ts';
export {
  confirmationRecordOf,
  confirmByDnsRecord,
  confirmByEmailDomain,
  confirmByRegisterNumber,
  listConfirmations,
  withdrawConfirmation,
  type Confirmed,
  type LookUpTxt,
} from './confirm-organisation.ts';
export { createOrganisation, type Created, type NewOrganisation } from './create-organisation.ts';
export { currentSigningKey, type CurrentSigningKey } from './current-signing-key.ts';
export { inviteMember, listInvitations, withdrawInvitation, type Invited } from './invite-member.ts';
export {
  didDocumentOf,
  issuerByDid,
  issuerBySlug,
  issuerDocument,
  issuerProfileOf,
  type Issuer,
} from './issuer-document.ts';
export { changeLogo, readLogo, type LogoChanged } from './logo.ts';
export {
  countOrganisations,
  keysOf,
  listOrganisations,
  organisationById,
  organisationBySlug,
  organisationsByIds,
} from './organisations.ts';
export { markKeyCompromised, rotateKey, type Compromised, type Rotated } from './rotate-key.ts';
export { updateProfile } from './update-profile.ts';
export { erasePersonData, exportPersonData } from './personal-data.store.ts';
export type { Organisation } from '../organisations.ts';
export { profileSchema, slugSchema, type Profile } from '../profile.ts';
export { registerEntrySchema } from '../register-entry.ts';
export { issuerDid, type IssuingKey } from '../signing-keys.ts';
