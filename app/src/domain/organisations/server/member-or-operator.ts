import { roles, type Actor } from '../../identity/identity.ts';
import { requireRole } from '../../identity/server/api.ts';

/** For what an organisation's own people and the operator of the site may see, and nobody else. */
export function requireMemberOrOperator(actor: Actor, organisationId: string): void {
  if (actor.kind === 'person' && actor.isOperator) return;
  requireRole(actor, organisationId, ...roles);
}
