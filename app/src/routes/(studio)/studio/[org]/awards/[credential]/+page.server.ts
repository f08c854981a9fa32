import { fail, redirect } from '@sveltejs/kit';
import { answering } from '#platform/server/answering.ts';
import { m } from '#messages';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import type { StatusAct } from '#domain/awards/awards.ts';
import { changeStatus, credentialToShow, type StatusChanged } from '#domain/awards/server/api.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = answering(async ({ locals, params, url }) => {
  const { award, version, credential, state, changes } = await credentialToShow(
    locals.platform,
    locals.actor,
    params.credential,
  );
  requireRole(locals.actor, award.awardingBodyId, 'registrar');
  if (credential.id !== params.credential) throw new NotFound('credential');
  return {
    back: `/studio/${params.org}/awards`,
    credentialId: credential.id,
    name: award.nameOnAward,
    title: version.record.title,
    awardedAt: award.awardedAt,
    state,
    changes: changes.map(({ id, purpose, value, reason, madeAt }) => ({ id, purpose, value, reason, madeAt })),
    done: url.searchParams.get('done'),
  };
});

type Refusal = Extract<StatusChanged, { kind: 'refused' }>['because'];

const sentences: Record<Refusal, () => string> = {
  'not-signed-yet': m.awards_act_refused_not_signed_yet,
  'already-revoked': m.awards_act_refused_already_revoked,
  'already-suspended': m.awards_act_refused_already_suspended,
  'not-suspended': m.awards_act_refused_not_suspended,
  'reason-missing': m.awards_act_refused_reason_missing,
  superseded: m.awards_act_refused_superseded,
};

function act(name: StatusAct) {
  return answering(async ({ locals, params, request }: RequestEvent) => {
    const form = await request.formData();
    const reason = String(form.get('reason') ?? '').slice(0, 2000);
    const changed = await changeStatus(locals.platform, locals.actor, {
      credentialId: params.credential,
      act: name,
      reason,
    });
    if (changed.kind === 'refused') {
      return fail(422, { values: { reason }, errors: { reason: sentences[changed.because]() } });
    }
    redirect(303, `?done=${name}`);
  });
}

export const actions: Actions = { revoke: act('revoke'), suspend: act('suspend'), reinstate: act('reinstate') };
