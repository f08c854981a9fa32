import { questionPicture } from '#domain/assessment/server/api.ts';
import { Fault, problemResponse, toProblem } from '#platform/server/problem.ts';
import type { RequestHandler } from './$types';

/** A picture that a question shows. It comes from an author, so whatever it is, it runs nothing. */
export const GET: RequestHandler = async ({ locals, params }) => {
  try {
    const picture = await questionPicture(locals.platform, locals.actor, params.picture);
    const bytes = await locals.platform.files.get(picture.fileKey);
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': picture.mediaType,
        'content-length': String(bytes.byteLength),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        'content-disposition': 'inline',
        'cross-origin-resource-policy': 'same-origin',
        // Its id stands for these bytes for good; only this reader may keep them.
        'cache-control': 'private, max-age=31536000, immutable',
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.status >= 500) throw thrown;
    return problemResponse(toProblem(thrown, locals.requestId));
  }
};
