import type { Transaction } from 'kysely';
import type { SeatRefusal } from '#domain/catalogue/catalogue.ts';
import { offeringById, returnSeat, takeSeat } from '#domain/catalogue/server/api.ts';
import type { Actor, SignedIn } from '#domain/identity/identity.ts';
import { NotFound, requirePerson } from '#domain/identity/server/api.ts';
import type { Route } from '../../learning.ts';
import { announce } from '#platform/server/events.ts';
import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Database } from '#platform/server/schema.ts';
import { findLiveEnrolment, insertEnrolment } from './enrolments.store.ts';

export interface Enrolled {
  readonly kind: 'enrolled';
  readonly enrolmentId: string;
  /** They were enrolled before; nothing changed. */
  readonly already: boolean;
}

export interface NotEnrolled {
  readonly kind: 'refused';
  readonly because: 'email-not-confirmed' | 'route-not-open' | SeatRefusal;
}

/** Another route than being taught. Which versions open it is a later domain's to say. */
export interface RouteTaken {
  readonly route: Exclude<Route, 'taught'>;
  readonly isOpenIn: (trx: Transaction<Database>, versionId: string) => Promise<boolean>;
}

/**
 * Enrols whoever asks in an offering, with the version that it offers now. A person has one live enrolment in a
 * microcredential by whichever route, however often and at the same moment they ask, and takes one seat for it.
 * @throws {NotFound} there is no such offering
 */
export async function enrol(
  platform: Platform,
  actor: Actor,
  { offeringId }: { readonly offeringId: string },
  taken?: RouteTaken,
): Promise<Enrolled | NotEnrolled> {
  const person = requirePerson(actor);
  const offering = isId(offeringId) ? await offeringById(platform, offeringId) : undefined;
  if (offering === undefined) throw new NotFound('offering');
  if (!person.emailConfirmed) return { kind: 'refused', because: 'email-not-confirmed' };
  return platform.db.transaction().execute(async (trx) => {
    const { microcredentialId } = offering;
    const before = await already(trx, person, microcredentialId);
    if (before !== undefined) return before;
    const seat = await takeSeat(platform, trx, offeringId);
    // The last seat may have gone to a second click of the same person's while this one waited for it.
    if (seat.kind === 'refused') return (await already(trx, person, microcredentialId)) ?? seat;
    const { versionId } = seat;
    if (taken && !(await taken.isOpenIn(trx, versionId))) {
      await returnSeat(platform, trx, offeringId);
      return { kind: 'refused', because: 'route-not-open' };
    }
    const pinned: Pinned = { offeringId, microcredentialId, versionId, route: taken?.route ?? 'taught' };
    return (await insertWithSeat(platform, trx, person, pinned)) ?? gone(microcredentialId);
  });
}

interface Pinned {
  readonly offeringId: string;
  readonly microcredentialId: string;
  readonly versionId: string;
  readonly route: Route;
}

async function insertWithSeat(
  platform: Platform,
  trx: Transaction<Database>,
  person: SignedIn,
  pinned: Pinned,
): Promise<Enrolled | undefined> {
  const at = platform.clock();
  const enrolment = await insertEnrolment(trx, {
    id: platform.newId(),
    personId: person.personId,
    ...pinned,
    enrolledAt: at,
    withdrawnAt: null,
    completedAt: null,
    lastSeenAt: at,
    extendedUntil: null,
  });
  if (enrolment === undefined) {
    await returnSeat(platform, trx, pinned.offeringId);
    return already(trx, person, pinned.microcredentialId);
  }
  await announce(platform, trx, { type: 'enrolment.created', data: { enrolmentId: enrolment.id } });
  return { kind: 'enrolled', enrolmentId: enrolment.id, already: false };
}

async function already(
  trx: Transaction<Database>,
  person: SignedIn,
  microcredentialId: string,
): Promise<Enrolled | undefined> {
  const enrolment = await findLiveEnrolment(trx, person.personId, microcredentialId);
  return enrolment && { kind: 'enrolled', enrolmentId: enrolment.id, already: true };
}

/** The other enrolment stood a moment ago and was withdrawn since: asking again will do. */
function gone(microcredentialId: string): never {
  throw new Error(`An enrolment in ${microcredentialId} was in the way and is gone.`);
}
