import { getAuthenticatorName } from '@better-auth/passkey';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../identity.ts';
import { nameProblem, normalisedName } from '../person-name.ts';
import { refused, type Refused } from '../refusal.ts';
import { recordAudit } from './audit-trail.ts';
import { requirePerson } from './permission.ts';
import { deletePasskey, selectPasskeys, updatePasskeyName } from './sign-in.store.ts';

export interface Passkey {
  readonly id: string;
  readonly name: string | null;
  /** The password manager or device that keeps it, where it says so. */
  readonly keptBy: string | null;
  readonly addedAt: Date | null;
}

export async function listPasskeys(platform: Pick<Platform, 'db'>, actor: Actor): Promise<readonly Passkey[]> {
  const rows = await selectPasskeys(platform.db, requirePerson(actor).personId);
  return rows.map(({ aaguid, ...row }) => ({ ...row, keptBy: getAuthenticatorName(aaguid) ?? null }));
}

export async function renamePasskey(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
  id: string,
  text: string,
): Promise<{ readonly kind: 'done' } | Refused<'name' | 'not-found'>> {
  const { personId } = requirePerson(actor);
  const name = normalisedName(text);
  if (nameProblem(name) !== undefined) return refused('name');
  return (await updatePasskeyName(platform.db, personId, id, name)) ? { kind: 'done' } : refused('not-found');
}

export async function removePasskey(
  platform: Platform,
  actor: Actor,
  id: string,
): Promise<{ readonly kind: 'done' } | Refused<'not-found'>> {
  const { personId } = requirePerson(actor);
  return platform.db.transaction().execute(async (trx) => {
    if (!(await deletePasskey(trx, personId, id))) return refused('not-found');
    await recordAudit(platform, trx, actor, { action: 'passkey.removed', subjectKind: 'person', subjectId: personId });
    return { kind: 'done' };
  });
}
