import { redirect } from '@sveltejs/kit';
import { m } from '#messages';
import { deviceOf } from '#domain/identity/identity.ts';
import { endOtherSignIns, endSignIn, listSignIns, requirePerson, signOut } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { textOf } from '../../form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  const signIns = await listSignIns(locals.platform, locals.actor);
  const what = url.searchParams.get('done');
  return {
    signIns: signIns.map(({ id, startedAt, ipAddress, userAgent }) => ({
      id,
      startedAt,
      ipAddress,
      device: deviceOf(userAgent),
      isThis: id === locals.signIn?.signInId,
    })),
    done:
      what === 'one' ? m.account_sessions_ended() : what === 'others' ? m.account_sessions_ended_others() : undefined,
  };
});

export const actions: Actions = {
  end: answering(async ({ locals, request }) => {
    requirePerson(locals.actor);
    const id = textOf(await request.formData(), 'signIn');
    if (id === locals.signIn?.signInId) {
      await signOut(locals.auth, locals.asking);
      redirect(303, '/sign-out');
    }
    // One that is over already needs no other answer than one that ends now.
    await endSignIn(locals.platform, locals.actor, id);
    redirect(303, '/account/sessions?done=one');
  }),

  others: answering(async ({ locals }) => {
    requirePerson(locals.actor);
    if (locals.signIn) await endOtherSignIns(locals.platform, locals.actor, locals.signIn.signInId);
    redirect(303, '/account/sessions?done=others');
  }),
};
