import sanitizeHtml from 'sanitize-html';
import type { Actor } from '#domain/identity/identity.ts';
import { isId } from '#platform/server/ids.ts';
import type { Platform } from '#platform/server/platform.ts';
import { longestPassage, longestRemark, mostHighlights, type HighlightProblem } from '../../highlight.ts';
import { findQuote, quoteAt, type TextQuote } from '../../text-quote.ts';
import { ownLesson, type OfLesson } from '../notebook/own-lesson.ts';
import { deleteHighlight, findHighlights, insertHighlight } from './highlights.store.ts';

/**
 * Marks a passage of a lesson. It must be the lesson's own words: what is kept is how the lesson writes them, with what
 * stands around. Marking the same passage again changes nothing.
 */
export async function highlightPassage(
  platform: Platform,
  actor: Actor,
  input: OfLesson & { readonly quote: TextQuote; readonly remark: string },
): Promise<{ readonly kind: 'highlighted' } | { readonly kind: 'refused'; readonly because: HighlightProblem }> {
  const { personId, lessonId, html } = await ownLesson(platform, actor, input);
  const { quote } = input;
  const remark = input.remark.replaceAll('\r\n', '\n').trim();
  if (quote.exact.trim() === '') return { kind: 'refused', because: 'no-passage' };
  if (quote.exact.length > longestPassage || remark.length > longestRemark)
    return { kind: 'refused', because: 'too-long' };
  const text = textOf(html);
  const span = findQuote(text, quote);
  if (span === undefined) return { kind: 'refused', because: 'not-in-lesson' };
  const own = quoteAt(text, span);
  const there = (await findHighlights(platform.db, personId, [lessonId])).get(lessonId) ?? [];
  if (there.length >= mostHighlights) return { kind: 'refused', because: 'too-many' };
  const isThere = there.some(
    (one) => one.exact === own.exact && one.prefix === own.prefix && one.suffix === own.suffix && one.remark === remark,
  );
  if (!isThere)
    await insertHighlight(platform.db, {
      ...own,
      id: platform.newId(),
      remark,
      personId,
      lessonId,
      at: platform.clock(),
    });
  return { kind: 'highlighted' };
}

/** Takes a highlight away. One that isn't there, or is somebody else's, changes nothing. */
export async function removeHighlight(
  platform: Platform,
  actor: Actor,
  input: OfLesson & { readonly highlightId: string },
): Promise<void> {
  const { personId, lessonId } = await ownLesson(platform, actor, input);
  if (isId(input.highlightId)) await deleteHighlight(platform.db, { id: input.highlightId, personId, lessonId });
}

/** What a lesson says, without its marks: as `textContent` gives it in a browser. */
function textOf(html: string): string {
  return sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
