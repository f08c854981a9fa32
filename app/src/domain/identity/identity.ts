export { deviceOf, type Device } from './device.ts';
export { nextPage } from './next-page.ts';
export { currentPolicy, type PolicyDocument } from './policies.ts';

/** Who is asking. Every use case takes the actor second and checks permission before it loads or writes. */
export type Actor = Visitor | SignedIn | System;

export interface Visitor {
  readonly kind: 'visitor';
}

export interface SignedIn {
  readonly kind: 'person';
  readonly personId: string;
  readonly isOperator: boolean;
  readonly emailConfirmed: boolean;
  readonly memberships: readonly Membership[];
}

/** A job or a command acting for the platform itself. `command` is the CLI on the operator's own machine. */
export interface System {
  readonly kind: 'system' | 'command';
}

export const roles = ['owner', 'author', 'reviewer', 'assessor', 'registrar'] as const;
export type Role = (typeof roles)[number];

export interface Membership {
  readonly organisationId: string;
  readonly role: Role;
}

export const visitor: Visitor = { kind: 'visitor' };

/**
 * Whether the actor holds one of the roles in the organisation. An owner may do whatever any role may; the system
 * and the operator's commands act for every organisation; an operator's sign-in gives no role in an organisation.
 */
export function hasRole(actor: Actor, organisationId: string, allowed: readonly Role[]): boolean {
  if (actor.kind !== 'person') return actor.kind !== 'visitor';
  return actor.memberships.some(
    (membership) =>
      membership.organisationId === organisationId &&
      (membership.role === 'owner' || allowed.includes(membership.role)),
  );
}
