import { Fault } from '#platform/server/problem.ts';
import { hasRole, type Actor, type Role, type SignedIn } from '../identity.ts';

/** 401: the caller must sign in first. Pages answer it with the sign-in page and come back afterwards. */
class SignInNeeded extends Fault {
  constructor() {
    super('sign-in-needed', 'Sign in to continue.', { status: 401 });
  }
}

/** 403: signed in, and not allowed. */
export class PermissionDenied extends Fault {
  constructor() {
    super('permission-denied', 'Your account does not have permission to do this.', { status: 403 });
  }
}

/** 404: there is nothing here, or nothing that this caller may know of; the two answer alike. */
export class NotFound extends Fault {
  constructor(what: string) {
    super('not-found', `There is no such ${what}.`, { status: 404 });
  }
}

export function requirePerson(actor: Actor): SignedIn {
  if (actor.kind !== 'person') throw new SignInNeeded();
  return actor;
}

/** Passes when the actor holds one of the roles (or is an owner) in the organisation; otherwise faults. */
export function requireRole(actor: Actor, organisationId: string, ...allowed: Role[]): void {
  if (actor.kind === 'visitor') throw new SignInNeeded();
  if (!hasRole(actor, organisationId, allowed)) throw new PermissionDenied();
}

export function requireOperator(actor: Actor): void {
  if (actor.kind === 'visitor') throw new SignInNeeded();
  if (actor.kind === 'person' && !actor.isOperator) throw new PermissionDenied();
}
