import { answering } from '#platform/server/answering.ts';
import { eqfLevel } from '#domain/catalogue/levels.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { credentialToShow } from '#domain/awards/server/api.ts';
import { verify } from '#domain/verification/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, setHeaders }) => {
  const { platform, actor } = locals;
  // The address is the secret: it is not passed on, not indexed and not kept.
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
  const shown = await credentialToShow(platform, actor, params.id);
  const { credential, award, version, state, changes, seenAs } = shown;
  const issuer = await organisationById(platform, award.awardingBodyId);
  const common = {
    state,
    seenAs,
    awardId: award.id,
    name: award.nameOnAward,
    title: version.record.title,
    colour: issuer?.colour ?? '#2B6549',
    field: version.record.field,
    level: eqfLevel(version.record.level),
    lastReason: changes.at(-1)?.reason ?? null,
    path: `/credentials/${params.id}`,
  };
  if (credential.signedText === null) return { ...common, verification: null };
  const {
    verdict,
    checks,
    credential: summary,
  } = await verify(platform, {
    credential: credential.signedText,
    source: 'page',
  });
  return { ...common, verification: { verdict, checks, summary } };
});
