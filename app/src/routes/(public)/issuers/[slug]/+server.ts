import { issuerBySlug, issuerProfileOf } from '#domain/organisations/server/api.ts';
import { documentResponse, noSuchIssuer } from '../document-response.ts';
import type { RequestHandler } from './$types';

/** The same address as the page, for those whose Accept doesn't prefer HTML: the issuer as an Open Badges Profile. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const issuer = await issuerBySlug(locals.platform, params.slug);
  return issuer ? documentResponse(request, issuerProfileOf(locals.platform, issuer)) : noSuchIssuer();
};
