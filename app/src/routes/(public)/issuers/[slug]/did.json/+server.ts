import { issuerDocument } from '#domain/organisations/server/api.ts';
import { documentResponse, noSuchIssuer } from '../../document-response.ts';
import type { RequestHandler } from './$types';

/** The issuer's did:web document, with its current and its former keys. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const document = await issuerDocument(locals.platform, params.slug);
  return document ? documentResponse(request, document) : noSuchIssuer();
};
