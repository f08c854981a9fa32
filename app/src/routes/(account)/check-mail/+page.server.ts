import { m } from '#messages';
import { showsOutbox } from '../../(public)/outbox/shows-outbox.ts';
import type { PageServerLoad } from './$types';

const kinds = {
  'sign-up': { text: m.account_check_mail_sign_up, again: '/sign-up' },
  link: { text: m.account_check_mail_link, again: '/sign-in' },
  reset: { text: m.account_check_mail_reset, again: '/forgot-password' },
  email: { text: m.account_check_mail_email, again: '/account/email' },
} as const;

function isKind(text: string): text is keyof typeof kinds {
  return Object.hasOwn(kinds, text);
}

export const load: PageServerLoad = ({ url, locals }) => {
  const wanted = url.searchParams.get('for') ?? '';
  const { text, again } = kinds[isKind(wanted) ? wanted : 'link'];
  return { text: text(), again, showsOutbox: showsOutbox(locals.platform.config) };
};
