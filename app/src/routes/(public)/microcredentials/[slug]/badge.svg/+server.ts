import { publicMicrocredential } from '#domain/catalogue/server/api.ts';
import { Fault, problemResponse, toProblem } from '#platform/server/problem.ts';
import { badgeSvg } from '#ui/badge.ts';
import type { RequestHandler } from './$types';

/** The microcredential's badge, as credentials name it: drawn from its provider's colour, its level and its field. */
export const GET: RequestHandler = async ({ locals, params }) => {
  try {
    const { version, provider } = await publicMicrocredential(locals.platform, params.slug);
    const { title, field, level } = version.record;
    const numeric = Number(level?.value);
    const svg = badgeSvg({
      colour: provider.colour,
      ...(level !== null && Number.isInteger(numeric) ? { level: numeric } : {}),
      field,
      title,
    });
    return new Response(svg, {
      headers: {
        'content-type': 'image/svg+xml',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'public, max-age=3600',
        'access-control-allow-origin': '*',
      },
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return problemResponse(toProblem(error, locals.requestId));
  }
};
