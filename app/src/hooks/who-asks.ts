import type { Handle } from '@sveltejs/kit/hooks';
import { currentSignIn } from '#domain/identity/server/api.ts';

/** Finds out who sent the request. Without a session cookie that is nobody, and costs nothing. */
export const whoAsks: Handle = async ({ event, resolve }) => {
  const { locals, request } = event;
  if (!/cairn\.session_token=/.test(request.headers.get('cookie') ?? '')) return resolve(event);
  const current = await currentSignIn(locals.platform, locals.auth, locals.asking);
  if (current) {
    locals.actor = current.actor;
    locals.person = current.person;
    locals.signIn = { signInId: current.signInId, startedAt: current.startedAt };
  }
  return resolve(event);
};
