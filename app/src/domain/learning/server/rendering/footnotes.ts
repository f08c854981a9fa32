import type { MarkdownIt, Token } from 'markdown-it';
import footnotePlugin from 'markdown-it-footnote';
import { anchorPrefix } from './headings.ts';
import type { LessonWords } from './lesson-words.ts';

/** What the plugin notes on its tokens: which footnote, and which of the places that refer to it; both from 0. */
interface FootnoteMeta {
  readonly id: number;
  readonly subId?: number;
}

/** Footnotes, `[^1]` and `[^1]: …`: gathered in a list at the end, each linked to its place in the text and back. */
export function footnotes(markdown: MarkdownIt, words: LessonWords): void {
  footnotePlugin(markdown);
  const { escapeHtml } = markdown.utils;
  const { rules } = markdown.renderer;
  rules['footnote_ref'] = (tokens, index) => {
    const { number, place } = numbered(tokens[index]);
    const label = escapeHtml(words.footnote(String(number)));
    return `<sup><a id="${placeId(number, place)}" href="#${noteId(number)}" aria-label="${label}">[${number}]</a></sup>`;
  };
  rules['footnote_block_open'] = () => '<hr>\n<ol class="footnotes">\n';
  rules['footnote_block_close'] = () => '</ol>\n';
  rules['footnote_open'] = (tokens, index) => `<li id="${noteId(numbered(tokens[index]).number)}">`;
  rules['footnote_close'] = () => '</li>\n';
  rules['footnote_anchor'] = (tokens, index) => {
    const { number, place } = numbered(tokens[index]);
    return ` <a href="#${placeId(number, place)}">${escapeHtml(words.footnoteBack)}</a>`;
  };
}

function numbered(token: Token | undefined): { number: number; place: number } {
  const meta = token?.meta as FootnoteMeta | null | undefined;
  return { number: (meta?.id ?? 0) + 1, place: (meta?.subId ?? 0) + 1 };
}

const noteId = (number: number) => `${anchorPrefix}footnote-${number}`;
const placeId = (number: number, place: number) =>
  `${anchorPrefix}footnote-${number}-place${place === 1 ? '' : `-${place}`}`;
