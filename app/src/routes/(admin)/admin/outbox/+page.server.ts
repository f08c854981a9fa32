import { requireOperator } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { recentDeliveries, type MailStatus } from '#platform/server/mail-deliveries.ts';
import { cursorFrom, nextPage } from '../keyset.ts';
import type { PageServerLoad } from './$types';

const pageSize = 50;
const statuses: readonly MailStatus[] = ['queued', 'sent', 'failed', 'outbox'];

export const load: PageServerLoad = answering(async ({ locals, url }) => {
  requireOperator(locals.actor);
  const status = statuses.find((one) => one === url.searchParams.get('status'));
  const beforeId = cursorFrom(url.searchParams);
  const messages = await recentDeliveries(locals.platform.db, {
    limit: pageSize + 1,
    ...(status && { status }),
    ...(beforeId && { beforeId }),
  });
  return { status, statuses, messages: messages.slice(0, pageSize), nextHref: nextPage(url, messages, pageSize) };
});
