export { addressed, type Asking } from './asking.ts';
export { exportAuditCsv, listAudit, recordAudit } from './audit-trail.ts';
export { createAuth, type Auth } from './auth.ts';
export { requestEmailChange } from './change-email.ts';
export { changePassword, checkPassword, hasPassword } from './change-password.ts';
export { confirmEmail, type EmailConfirmed } from './confirm-email.ts';
export { consentsOf, giveConsents, type Consents } from './consents.ts';
export { createPerson, type PersonToCreate } from './create-person.ts';
export { emailToken, type EmailToken } from './email-token.ts';
export { erasePerson, type EraseStep, type SoleOwner } from './erase-person.ts';
export { exportPersonData, type IdentityData } from './export-person-data.ts';
export { tooOften, type Limited, type TooOften } from './limits.ts';
export {
  endOperator,
  listPeople,
  makeOperator,
  reinstatePerson,
  suspendPerson,
  type PeoplePage,
} from './manage-people.ts';
export { claimOperatorLink, createOperatorLink, operatorLink, type OperatorLink } from './operator-link.ts';
export { listPasskeys, removePasskey, renamePasskey, type Passkey } from './passkeys.ts';
export { actorOf, namesOf, peopleByIds, personByEmail, personById } from './people.ts';
export { NotFound, PermissionDenied, requireOperator, requirePerson, requireRole } from './permission.ts';
export { requestPasswordReset, resetPassword } from './reset-password.ts';
export { currentSignIn, isRecent, type CurrentSignIn } from './session.ts';
export { requestMagicLink, signIn, signInByLink, signInWithCode, signOut, type SignedInNow } from './sign-in.ts';
export type { Consent, SignIn } from './sign-in.store.ts';
export { endOtherSignIns, endSignIn, listSignIns } from './sign-ins.ts';
export { signUp, type SignUpRefused, type SignUpResult } from './sign-up.ts';
export { beginTwoFactor, confirmTwoFactor, endTwoFactor, renewBackupCodes, type TwoFactorSetUp } from './two-factor.ts';
export { updateProfile, type ProfileRefused } from './update-profile.ts';
export type { AuditAction, AuditDetail, AuditEntry, AuditFilter, AuditPage } from '../audit.ts';
export type { Person } from '../person.ts';
export { refused, type Refused } from '../refusal.ts';
