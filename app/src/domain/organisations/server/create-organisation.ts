import { announce } from '#platform/server/events.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../../identity/identity.ts';
import { recordAudit, refused, type Refused, requirePerson } from '../../identity/server/api.ts';
import type { Organisation } from '../organisations.ts';
import { slugFrom, type Profile } from '../profile.ts';
import { createKey } from './create-key.ts';
import { addRole, countOwned } from './members.store.ts';
import { insertOrganisation, type Db } from './organisations.store.ts';

export interface NewOrganisation extends Profile {
  /** Its address here, for good; undefined to make one from the name. */
  readonly slug?: string | undefined;
  /** Part of the demo story. Only the platform itself may say so; a person's word is not asked. */
  readonly isDemo?: boolean;
  /** Who owns it, when the platform itself creates it. */
  readonly ownerId?: string;
}

export interface Created {
  readonly kind: 'created';
  readonly organisation: Organisation;
}

/** A person may have this many organisations waiting for the operator. */
const mostPending = 5;
const mostSlugsTried = 50;

/**
 * Anyone with a confirmed e-mail address may create an organisation and owns it; the operator approves it before it
 * may offer anything. Its first issuing key is made at once.
 */
export async function createOrganisation(
  platform: Platform,
  actor: Actor,
  input: NewOrganisation,
): Promise<Created | Refused<'email-not-confirmed' | 'slug-taken' | 'too-many-pending'>> {
  const fromPlatform = actor.kind === 'system' || actor.kind === 'command';
  if (!fromPlatform && !requirePerson(actor).emailConfirmed) return refused('email-not-confirmed');
  const ownerId = actor.kind === 'person' ? actor.personId : input.ownerId;

  return platform.db.transaction().execute(async (trx) => {
    if (!fromPlatform && ownerId !== undefined && (await countOwned(trx, ownerId, 'pending')) >= mostPending) {
      return refused('too-many-pending');
    }
    const organisation = await insertUnderFreeSlug(platform, trx, input, fromPlatform && input.isDemo === true);
    if (!organisation) return refused('slug-taken');
    const at = organisation.createdAt;
    if (ownerId !== undefined)
      await addRole(trx, { organisationId: organisation.id, personId: ownerId, role: 'owner', at });
    await createKey(platform, trx, organisation.id, at);
    await recordAudit(platform, trx, actor, {
      action: 'organisation.created',
      subjectKind: 'organisation',
      subjectId: organisation.id,
      organisationId: organisation.id,
    });
    await announce(platform, trx, { type: 'organisation.created', data: { organisationId: organisation.id } });
    return { kind: 'created', organisation };
  });
}

/** Under the slug asked for; or under one made from the name, with a number behind it when that is taken. */
async function insertUnderFreeSlug(
  platform: Platform,
  trx: Db,
  input: NewOrganisation,
  isDemo: boolean,
): Promise<Organisation | undefined> {
  const id = platform.newId();
  const at = platform.clock();
  const insert = (slug: string) =>
    insertOrganisation(trx, {
      id,
      slug,
      name: input.name,
      kind: input.kind,
      country: input.country,
      website: input.website,
      contact_email: input.contactEmail,
      description: input.description,
      colour: input.colour,
      is_demo: isDemo,
      created_at: at,
      updated_at: at,
    });
  if (input.slug !== undefined) return insert(input.slug);
  // A name with no Latin letter gets the last, random digits of the id.
  const base = slugFrom(input.name) ?? `issuer-${id.slice(-8)}`;
  for (let number = 1; number <= mostSlugsTried; number += 1) {
    const organisation = await insert(number === 1 ? base : `${base}-${number}`);
    if (organisation) return organisation;
  }
  return undefined;
}
