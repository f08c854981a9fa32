export { exportAuditCsv, listAudit, recordAudit } from './audit-trail.ts';
export { createPerson, type PersonToCreate } from './create-person.ts';
export { actorOf, namesOf, peopleByIds, personByEmail, personById } from './people.ts';
export {
  NotFound,
  PermissionDenied,
  requireOperator,
  requirePerson,
  requireRole,
  SignInNeeded,
} from './permission.ts';
export type { AuditAction, AuditDetail, AuditEntry, AuditFilter, AuditPage } from '../audit.ts';
export type { Person } from '../person.ts';
