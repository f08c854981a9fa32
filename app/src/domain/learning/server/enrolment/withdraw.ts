import { returnSeat } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, requirePerson } from '#domain/identity/server/api.ts';
import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import { lockEnrolment, setWithdrawn } from './enrolments.store.ts';

export type Withdrawn = { readonly kind: 'withdrawn' };
export type NotWithdrawn = { readonly kind: 'refused'; readonly because: 'completed' };

/** Ends one's own enrolment and gives the seat back. Progress is kept for another time; what was earned stays. */
export async function withdraw(
  platform: Platform,
  actor: Actor,
  { enrolmentId }: { readonly enrolmentId: string },
): Promise<Withdrawn | NotWithdrawn> {
  const person = requirePerson(actor);
  return platform.db.transaction().execute(async (trx): Promise<Withdrawn | NotWithdrawn> => {
    const enrolment = await lockEnrolment(trx, enrolmentId);
    if (enrolment?.personId !== person.personId) throw new NotFound('enrolment');
    if (enrolment.withdrawnAt !== null) return { kind: 'withdrawn' };
    if (enrolment.completedAt !== null) return { kind: 'refused', because: 'completed' };
    await setWithdrawn(trx, enrolment.id, platform.clock());
    await returnSeat(platform, trx, enrolment.offeringId);
    await announce(platform, trx, { type: 'enrolment.withdrawn', data: { enrolmentId: enrolment.id } });
    return { kind: 'withdrawn' };
  });
}
