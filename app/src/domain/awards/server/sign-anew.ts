import type { Transaction } from 'kysely';
import { within, type Platform } from '#platform/server/platform.ts';
import { Fault } from '#platform/server/problem.ts';
import type { Database } from '#platform/server/schema.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { awardsOfBody } from './awards.store.ts';
import {
  credentialById,
  credentialsOfAwards,
  insertCredential,
  lockCredential,
  type Credential,
} from './credentials.store.ts';
import { signCredential } from './sign-credential.ts';
import { changeListedStatus, reserveStatusEntries, signListAnew, statusListUrl } from './status-lists.ts';
import { entriesOf, insertStatusChange, listsOfOrganisation, saveEntry, statusChangesOf } from './status.store.ts';

/**
 * Gives each award of a demo organisation a credential that names this origin, in place of one that names another; so that
 * the demo goes with the address it is served at. The new one stands as the old one did, revoked or suspended for the same
 * reasons; the old one is superseded. Run again, it goes on where it was cut off.
 *
 * @throws {Fault} `origin-kept` for an organisation outside the demo, whose awards keep their origin for good.
 */
export async function signAnew(
  platform: Platform,
  { organisationId }: { readonly organisationId: string },
): Promise<void> {
  const organisation = await organisationById(platform, organisationId);
  if (!organisation?.isDemo)
    throw new Fault('origin-kept', 'Only awards of the demo are signed anew for another origin.');

  for (const awardId of await awardIdsOf(platform, organisationId)) {
    const credentialId = await platform.db
      .transaction()
      .execute((trx) => replace(platform, trx, { awardId, organisationId }));
    if (credentialId !== undefined) await signCredential(platform, { credentialId });
  }
  for (const { id, signedText } of await listsOfOrganisation(platform.db, organisationId)) {
    if (idOf(signedText) === statusListUrl(platform.config.origin, id)) continue;
    await platform.db.transaction().execute((trx) => signListAnew(platform, trx, id));
  }
}

async function awardIdsOf(platform: Platform, awardingBodyId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = await awardsOfBody(platform.db, { awardingBodyId, before: ids.at(-1), limit: 200 });
    if (page.length === 0) return ids;
    ids.push(...page.map(({ id }) => id));
  }
}

/** The id of the credential to be signed; undefined when the one in force names this origin already. */
async function replace(
  platform: Platform,
  trx: Transaction<Database>,
  { awardId, organisationId }: { readonly awardId: string; readonly organisationId: string },
): Promise<string | undefined> {
  const inside = within(platform, trx);
  const [inForce] = await credentialsOfAwards(trx, [awardId]);
  if (!inForce) return undefined;
  await lockCredential(trx, inForce.id);
  const old = await credentialById(trx, inForce.id);
  if (!old || old.supersededBy !== null) return undefined;
  if (old.signedText === null) return old.id;
  if (idOf(old.signedText) === `${platform.config.origin}/credentials/${old.id}`) return undefined;

  const id = platform.newId();
  const at = platform.clock();
  await insertCredential(trx, { id, awardId, supersedes: old.id, at });
  await reserveStatusEntries(inside, trx, { organisationId, credentialId: id });
  await setStatus(inside, trx, id, { revocation: old.revokedAt, suspension: old.suspendedAt });
  for (const change of await statusChangesOf(trx, old.id)) {
    await insertStatusChange(trx, { ...change, id: platform.newId(), credentialId: id });
  }
  await setStatus(inside, trx, old.id, { revocation: old.revokedAt ?? at, suspension: null });
  return id;
}

/** Sets what is given in the credential's lists; null leaves the place as it is. */
async function setStatus(
  platform: Platform,
  trx: Transaction<Database>,
  credentialId: string,
  setAt: { readonly revocation: Credential['revokedAt']; readonly suspension: Credential['suspendedAt'] },
): Promise<void> {
  for (const { purpose, listId, index } of await entriesOf(trx, credentialId)) {
    const at = setAt[purpose];
    if (at === null) continue;
    await changeListedStatus(platform, trx, { listId, index, value: true });
    await saveEntry(trx, { credentialId, purpose, setAt: at });
  }
}

/** Our own signed texts are JSON objects with an id. */
function idOf(signedText: string): unknown {
  const stated: unknown = JSON.parse(signedText);
  return typeof stated === 'object' && stated !== null && 'id' in stated ? stated.id : undefined;
}
