import { NotFound } from '#domain/identity/server/api.ts';
import { answering } from '#platform/server/answering.ts';
import { listMail } from '#platform/server/mail-records.ts';
import { beneathSubject, linkedText } from './linked-text.ts';
import { showsOutbox } from './shows-outbox.ts';
import type { PageServerLoad } from './$types';

const shown = 50;

export const load: PageServerLoad = answering(async ({ locals, setHeaders }) => {
  if (!showsOutbox(locals.platform.config)) throw new NotFound('page');
  setHeaders({ 'cache-control': 'no-store' });
  const messages = await listMail(locals.platform.db, shown);
  return {
    messages: messages.map(({ id, to, subject, text, createdAt }) => ({
      id,
      to,
      subject,
      createdAt,
      parts: linkedText(beneathSubject({ subject, text })),
    })),
  };
});
