import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { personalData } from '../personal-data.ts';

/** The person's own data as one JSON file, a member for each domain. */
export const GET: RequestHandler = async ({ locals }) => {
  const { actor, platform } = locals;
  if (actor.kind !== 'person') redirect(303, '/sign-in?next=%2Faccount%2Fprivacy');
  const parts: Record<string, unknown> = {};
  for (const part of personalData) parts[part.name] = await part.export(platform, actor.personId);
  const file = { exportedAt: platform.clock(), origin: platform.config.origin, ...parts };
  return new Response(JSON.stringify(file, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="cairn-my-data.json"',
      'cache-control': 'private, no-store',
    },
  });
};
