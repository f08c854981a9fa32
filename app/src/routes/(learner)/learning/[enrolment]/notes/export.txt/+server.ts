import { notebookText } from '#domain/learning/notebook.ts';
import { notebook } from '#domain/learning/server/api.ts';
import { m } from '#messages';
import { answering } from '#platform/server/answering.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = answering(async ({ locals, params }) => {
  const { learning, entries } = await notebook(locals.platform, locals.actor, params.enrolment);
  const { slug, record } = learning.version;
  const title = m.learning_notebook_title({ title: record.title });
  return new Response(notebookText(entries, { title, bookmark: m.learning_bookmarked() }), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="notes-${slug}.txt"`,
    },
  });
});
