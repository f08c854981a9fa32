import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import { hasRole, type Actor } from '#domain/identity/identity.ts';
import { NotFound, requirePerson, requireRole } from '#domain/identity/server/api.ts';
import type { PublishedVersion } from '#domain/catalogue/catalogue.ts';
import { versionsByIds } from '#domain/catalogue/server/api.ts';
import { shareTokenPattern, stateOf, type CredentialState } from '../awards.ts';
import { awardByBasis, awardById, awardsOfBody, awardsOfPerson, type Award } from './awards.store.ts';
import { credentialById, credentialsOfAwards, type Credential } from './credentials.store.ts';
import { hashToken } from './share-award.ts';
import { openShare } from './shares.store.ts';
import { statusChangesOf, type StatusChange } from './status.store.ts';

export interface ListedAward {
  readonly award: Award;
  readonly version: PublishedVersion;
  readonly credential: Credential;
  readonly state: CredentialState;
}

/** What a learner holds from here, newest first. */
export async function myAwards(platform: Platform, actor: Actor): Promise<readonly ListedAward[]> {
  const person = requirePerson(actor);
  return listed(platform, await awardsOfPerson(platform.db, person.personId));
}

/** A body's awards for its registrars, newest first, a page at a time. */
export async function awardsForProvider(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly before?: string | undefined },
): Promise<{ readonly awards: readonly ListedAward[]; readonly next: string | null }> {
  requireRole(actor, input.organisationId, 'registrar');
  const limit = 50;
  const page = { awardingBodyId: input.organisationId, before: input.before, limit: limit + 1 };
  const found = await awardsOfBody(platform.db, page);
  const awards = await listed(platform, found.slice(0, limit));
  return { awards, next: found.length > limit ? (found[limit - 1]?.id ?? null) : null };
}

/** One of the learner's own awards. */
export async function myAward(platform: Platform, actor: Actor, awardId: string): Promise<ListedAward> {
  const person = requirePerson(actor);
  const award = await awardById(platform.db, awardId);
  if (!award || award.personId !== person.personId) throw new NotFound('award');
  const [one] = await listed(platform, [award]);
  if (!one) throw new NotFound('award');
  return one;
}

/** The award that an enrolment ended in, if it has. */
export async function awardOfEnrolment(platform: Platform, enrolmentId: string): Promise<Award | undefined> {
  return awardByBasis(platform.db, { kind: 'enrolment', id: enrolmentId });
}

async function listed(platform: Platform, awards: readonly Award[]): Promise<readonly ListedAward[]> {
  const credentials = new Map(
    (
      await credentialsOfAwards(
        platform.db,
        awards.map(({ id }) => id),
      )
    ).map((one) => [one.awardId, one]),
  );
  const versions = await publishedVersions(platform, awards);
  const at = platform.clock();
  return awards.flatMap((award) => {
    const credential = credentials.get(award.id);
    const version = versions.get(award.versionId);
    if (!credential || !version) return [];
    return [{ award, version, credential, state: stateAt(credential, award, at) }];
  });
}

async function publishedVersions(
  platform: Platform,
  awards: readonly Award[],
): Promise<ReadonlyMap<string, PublishedVersion>> {
  const versions = await versionsByIds(platform, [...new Set(awards.map(({ versionId }) => versionId))]);
  return new Map(versions.flatMap((version) => (version.status === 'published' ? [[version.id, version]] : [])));
}

function stateAt(credential: Credential, award: Award, at: Date): CredentialState {
  return stateOf({ ...credential, superseded: credential.supersededBy !== null, validUntil: award.validUntil }, at);
}

export interface ShownCredential extends ListedAward {
  readonly changes: readonly StatusChange[];
  /** How the reader came to see it: a share link, as its learner, or as the awarding body's registrar. */
  readonly seenAs: 'stranger' | 'learner' | 'registrar';
}

/**
 * A credential's page: by a share token for anyone, by its id for its learner and the awarding body's registrars.
 * Anything else answers like an id that does not exist, so that nobody learns what was awarded by trying.
 */
export async function credentialToShow(platform: Platform, actor: Actor, idOrToken: string): Promise<ShownCredential> {
  const found = await findCredential(platform, actor, idOrToken);
  if (!found) throw new NotFound('credential');
  const { credential, award, seenAs } = found;
  const version = (await publishedVersions(platform, [award])).get(award.versionId);
  if (!version) throw new NotFound('credential');
  const changes = await statusChangesOf(platform.db, credential.id);
  return { award, version, credential, state: stateAt(credential, award, platform.clock()), changes, seenAs };
}

interface Found {
  readonly credential: Credential;
  readonly award: Award;
  readonly seenAs: ShownCredential['seenAs'];
}

async function findCredential(platform: Platform, actor: Actor, idOrToken: string): Promise<Found | null> {
  if (shareTokenPattern.test(idOrToken)) {
    const share = await openShare(platform.db, hashToken(idOrToken), platform.clock());
    const award = share && (await awardById(platform.db, share.awardId));
    const [credential] = award ? await credentialsOfAwards(platform.db, [award.id]) : [];
    return award && credential ? { credential, award, seenAs: 'stranger' } : null;
  }
  if (!isId(idOrToken) || actor.kind === 'visitor') return null;
  const credential = await credentialById(platform.db, idOrToken);
  const award = credential && (await awardById(platform.db, credential.awardId));
  if (!credential || !award) return null;
  if (actor.kind === 'person' && award.personId === actor.personId) return { credential, award, seenAs: 'learner' };
  if (hasRole(actor, award.awardingBodyId, ['registrar'])) return { credential, award, seenAs: 'registrar' };
  return null;
}

/** One of this installation's credentials by its id, for other domains, which decide themselves what they tell of it. */
export async function ownCredential(platform: Pick<Platform, 'db'>, id: string): Promise<Credential | undefined> {
  return isId(id) ? credentialById(platform.db, id) : undefined;
}
