import { newestListings } from '#domain/catalogue/server/api.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import { logoPath } from '#domain/organisations/organisations.ts';
import { issuerBySlug } from '#domain/organisations/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import type { PageServerLoad } from './$types';

const mostListings = 24;

export const load: PageServerLoad = answering(async ({ locals, params, setHeaders }) => {
  const issuer = await issuerBySlug(locals.platform, params.slug);
  if (!issuer) throw new NotFound('issuer');
  setHeaders({ vary: 'Accept, Cookie' });
  const { organisation, did, confirmations, keys } = issuer;
  return {
    did,
    slug: organisation.slug,
    name: organisation.name,
    kind: organisation.kind,
    country: organisation.country,
    website: organisation.website,
    contactEmail: organisation.contactEmail,
    description: organisation.description,
    suspended: organisation.status === 'suspended',
    logo: logoPath(organisation),
    confirmations: confirmations.map(({ id, method, evidence, confirmedAt, validUntil }) => ({
      id,
      method,
      evidence,
      confirmedAt,
      validUntil,
    })),
    keys: keys.map(({ id, fragment, validFrom, validUntil, compromisedFrom }) => ({
      id,
      fragment,
      validFrom,
      validUntil,
      compromisedFrom,
    })),
    listings: await newestListings(locals.platform, { provider: organisation.slug, limit: mostListings }),
  };
});
