import { Fault, problemResponse, toProblem } from '#platform/server/problem.ts';
import { credentialToShow } from '#domain/awards/server/api.ts';
import type { RequestHandler } from './$types';

/** The credential exactly as signed. */
export const GET: RequestHandler = async ({ locals, params }) => {
  try {
    const { credential } = await credentialToShow(locals.platform, locals.actor, params.id);
    if (credential.signedText === null) {
      throw new Fault('credential-being-signed', 'The credential is being signed. Ask again in a few seconds.', {
        status: 503,
      });
    }
    return new Response(credential.signedText, {
      headers: {
        'content-type': 'application/vc+ld+json',
        'content-disposition': 'inline; filename="credential.json"',
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
        'access-control-allow-origin': '*',
      },
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return problemResponse(toProblem(error, locals.requestId), { 'access-control-allow-origin': '*' });
  }
};
