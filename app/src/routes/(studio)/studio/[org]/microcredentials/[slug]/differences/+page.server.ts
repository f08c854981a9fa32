import { studioMicrocredential, type Version } from '#domain/catalogue/server/api.ts';
import { requireRole } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { differencesBetween } from '../../../../../../version-text/differences.ts';
import { versionInWords } from '../../../../../../version-text/version-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { draft, publishedVersions, organisation } = await studioMicrocredential(locals.platform, locals.actor, {
    organisationSlug: params.org,
    slug: params.slug,
  });
  requireRole(locals.actor, organisation.id, 'author', 'reviewer');
  // The newest first.
  const versions: readonly Version[] = [...(draft === undefined ? [] : [draft]), ...publishedVersions];
  const chosen = (name: string) => versions.find(({ number }) => String(number) === url.searchParams.get(name));
  const to = chosen('to') ?? versions[0];
  const from = chosen('from') ?? versions.find(({ number }) => to !== undefined && number < to.number);
  return {
    versions: versions.map(({ number, status }) => ({ number, isDraft: status === 'draft' })),
    from: from?.number,
    to: to?.number,
    differences: from === undefined || to === undefined ? [] : await compared(locals, from, to),
  };
});

async function compared(locals: App.Locals, from: Version, to: Version) {
  const [before, after] = await Promise.all([versionInWords(locals, from), versionInWords(locals, to)]);
  return differencesBetween(before.parts, after.parts);
}
