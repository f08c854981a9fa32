import type { SignedIn } from '#domain/identity/identity.ts';
import { actorOf, personByEmail } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import type { CastMember } from '../cast.ts';
import { dayOfStory, type DemoState } from '../demo-state.ts';
import { inThePast, type PastMail } from './in-the-past.ts';

/** Where the story is told: the platform as it is now, and what is known of the story so far. */
export interface Stage {
  readonly platform: Platform;
  readonly state: DemoState;
}

/** The platform on a day of the story. */
export function onDay(
  { platform, state }: Stage,
  daysBefore: number,
  event: string,
  onMail?: (mail: PastMail) => void,
): Platform {
  return inThePast(platform, dayOfStory(state, daysBefore, event), onMail);
}

/** Someone of the cast as one who asks, with the roles they hold by now. */
export async function as({ platform }: Stage, { email }: CastMember): Promise<SignedIn> {
  const person = await personByEmail(platform, email);
  if (!person) throw new Fault('demo-interrupted', `The demo story misses ${email}.`);
  return actorOf(platform, person.id);
}

/** What the domains refuse to the story is a mistake in the story. */
export function granted<Result extends { readonly kind: string }>(
  result: Result,
): Exclude<Result, { readonly kind: 'refused' }> {
  if (!isGranted(result)) throw new Fault('demo-refused', `The demo story can't go on: ${JSON.stringify(result)}`);
  return result;
}

function isGranted<Result extends { readonly kind: string }>(
  result: Result,
): result is Exclude<Result, { readonly kind: 'refused' }> {
  return result.kind !== 'refused';
}
