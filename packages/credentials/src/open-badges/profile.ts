import type { JsonObject } from '../json/json.ts';
import { compact } from '../json/json.ts';
import { credentialsContext, openBadgesContext } from '../json-ld/contexts.ts';
import type { ImageInput, OrganisationInput } from './input.ts';

/** An organisation within a credential. */
export function buildProfile(organisation: OrganisationInput): JsonObject {
  const { countryCode, region } = organisation;
  const located = countryCode !== undefined || region !== undefined;
  return compact({
    id: organisation.id,
    type: ['Profile'],
    name: organisation.name,
    url: organisation.url,
    description: organisation.description,
    email: organisation.email,
    image: organisation.image === undefined ? undefined : buildImage(organisation.image),
    address: located
      ? compact({ type: ['Address'], addressCountryCode: countryCode, addressRegion: region })
      : undefined,
  });
}

/** The issuer's own document: an Open Badges 3.0 Profile, as its page serves it in JSON. */
export function buildIssuerProfile(organisation: OrganisationInput): JsonObject {
  return { '@context': [credentialsContext, openBadgesContext], ...buildProfile(organisation) };
}

export function buildImage(image: ImageInput): JsonObject {
  return compact({ id: image.id, type: 'Image', caption: image.caption });
}
