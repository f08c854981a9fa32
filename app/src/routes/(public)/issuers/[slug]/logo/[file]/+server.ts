import { organisationBySlug, readLogo } from '#domain/organisations/server/api.ts';
import { noSuchIssuer } from '../../../document-response.ts';
import type { RequestHandler } from './$types';

/** The logo, always a PNG that was drawn here. Its name changes with its content, so it may be kept for good. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const organisation = await organisationBySlug(locals.platform, params.slug);
  const logo = organisation && (await readLogo(locals.platform.files, organisation, params.file));
  if (!logo) return noSuchIssuer();
  return new Response(new Uint8Array(logo), {
    headers: {
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="logo.png"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
};
