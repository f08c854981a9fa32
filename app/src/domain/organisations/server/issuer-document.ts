import { buildIssuerDidDocument, buildIssuerProfile, type JsonObject } from '@cairn/credentials';
import type { Platform } from '#platform/server/platform.ts';
import { holdsAt, type Confirmation } from '../confirmations.ts';
import { isPublic, logoPath, type Organisation } from '../organisations.ts';
import { issuerDid, slugOfIssuerDid, type IssuingKey } from '../signing-keys.ts';
import { findConfirmations } from './confirmations.store.ts';
import { findOrganisation } from './organisations.store.ts';
import { findKeys } from './signing-keys.store.ts';

/** Who stands behind a did:web identifier of this installation, and how that is known. */
export interface Issuer {
  readonly did: string;
  readonly organisation: Organisation;
  /** The current key first. */
  readonly keys: readonly IssuingKey[];
  /** Those that hold now, newest first. */
  readonly confirmations: readonly Confirmation[];
}

/** The public issuer of a slug; undefined when there is none or the operator has not approved it yet. */
export async function issuerBySlug(platform: Platform, slug: string): Promise<Issuer | undefined> {
  const organisation = await findOrganisation(platform.db, { slug });
  if (!organisation || !isPublic(organisation)) return undefined;
  const now = platform.clock();
  const confirmations = await findConfirmations(platform.db, organisation.id);
  return {
    did: issuerDid(platform.config.origin, slug),
    organisation,
    keys: await findKeys(platform.db, organisation.id),
    confirmations: confirmations.filter((confirmation) => holdsAt(confirmation, now)),
  };
}

/** The issuer that a did names, when it is one of this installation's own; no request is made. */
export async function issuerByDid(platform: Platform, did: string): Promise<Issuer | undefined> {
  const slug = slugOfIssuerDid(platform.config.origin, did);
  return slug === undefined ? undefined : issuerBySlug(platform, slug);
}

/** The did:web document of an issuer, with its current and its former keys; undefined as for `issuerBySlug`. */
export async function issuerDocument(platform: Platform, slug: string): Promise<JsonObject | undefined> {
  const issuer = await issuerBySlug(platform, slug);
  return issuer && didDocumentOf(platform, issuer);
}

export function didDocumentOf(platform: Platform, { did, organisation, keys }: Issuer): JsonObject {
  return buildIssuerDidDocument({
    did,
    // A replaced key is published without its end (`expires`): a strict reader of Controlled Identifiers 1.0, 2.2,
    // would then refuse all that it signed while it was current. Its private part is destroyed when it is replaced.
    keys: keys.map((key) => ({
      publicKey: key.publicKey,
      id: `${did}#${key.fragment}`,
      ...(key.compromisedFrom === null ? {} : { compromisedFrom: key.compromisedFrom }),
    })),
    alsoKnownAs: [`${platform.config.origin}/issuers/${organisation.slug}`],
  });
}

/** The issuer as an Open Badges 3.0 Profile. */
export function issuerProfileOf(platform: Platform, { did, organisation }: Issuer): JsonObject {
  const logo = logoPath(organisation);
  return buildIssuerProfile({
    id: did,
    name: organisation.name,
    url: organisation.website ?? `${platform.config.origin}/issuers/${organisation.slug}`,
    email: organisation.contactEmail,
    countryCode: organisation.country,
    ...(organisation.description === '' ? {} : { description: organisation.description }),
    ...(logo === null ? {} : { image: { id: `${platform.config.origin}${logo}` } }),
  });
}
