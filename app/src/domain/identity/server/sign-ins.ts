import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../identity.ts';
import { refused, type Refused } from '../refusal.ts';
import { requirePerson } from './permission.ts';
import { deleteSignIn, deleteSignIns, selectSignIns, type SignIn } from './sign-in.store.ts';

/** Where the person is signed in now, latest first. */
export async function listSignIns(platform: Pick<Platform, 'db' | 'clock'>, actor: Actor): Promise<readonly SignIn[]> {
  return selectSignIns(platform.db, requirePerson(actor).personId, platform.clock());
}

export async function endSignIn(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
  id: string,
): Promise<{ readonly kind: 'done' } | Refused<'not-found'>> {
  return (await deleteSignIn(platform.db, requirePerson(actor).personId, id)) ? { kind: 'done' } : refused('not-found');
}

/** Ends every sign-in of the person but this one. */
export async function endOtherSignIns(platform: Pick<Platform, 'db'>, actor: Actor, keep: string): Promise<void> {
  await deleteSignIns(platform.db, requirePerson(actor).personId, keep);
}
