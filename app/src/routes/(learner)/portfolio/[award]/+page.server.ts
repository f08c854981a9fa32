import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { eqfLevel } from '#domain/catalogue/levels.ts';
import { m } from '#messages';
import { routeWords } from '#domain/awards/credential-words.ts';
import { organisationById } from '#domain/organisations/server/api.ts';
import { myAward, revokeShare, shareAward, sharesFor } from '#domain/awards/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { platform, actor } = locals;
  const { award, version, credential, state } = await myAward(platform, actor, params.award);
  const body = await organisationById(platform, award.awardingBodyId);
  return {
    award: {
      id: award.id,
      title: version.record.title,
      level: eqfLevel(version.record.level),
      field: version.record.field,
      provider: body?.name ?? '',
      colour: body?.colour ?? '#2B6549',
      name: award.nameOnAward,
      awardedAt: award.awardedAt,
      results: award.results.assessments,
      route: award.results.route && routeWords(award.results.route),
    },
    credentialId: credential.id,
    state,
    shares: await sharesFor(platform, actor, award.id),
    justShared: url.searchParams.has('shared'),
    now: platform.clock(),
  };
});

export const actions: Actions = {
  share: answering(async ({ locals, params, request }) => {
    const form = await request.formData();
    const values = { label: String(form.get('label') ?? ''), expires: String(form.get('expires') ?? '') };
    const expiresAt = values.expires === '' ? null : new Date(`${values.expires}T23:59:59.999Z`);
    if (expiresAt && !(expiresAt > locals.platform.clock())) {
      return fail(422, { values, errors: { expires: m.awards_share_expires_past() } });
    }
    await shareAward(locals.platform, locals.actor, { awardId: params.award, label: values.label, expiresAt });
    redirect(303, '?shared#share');
  }),
  close: answering(async ({ locals, request }) => {
    const form = await request.formData();
    await revokeShare(locals.platform, locals.actor, String(form.get('share') ?? ''));
    redirect(303, '?#share');
  }),
};
