import type { MarkdownIt, Token } from 'markdown-it';
import { slugOf } from '../../slug.ts';

/** Anchors begin so, which keeps them apart from the page's own ids. */
export const anchorPrefix = 'part-';

/**
 * Gives every heading and box title an anchor, and headings their level: the lesson's title is the page's only h1,
 * so the first is an h2 and none skips a level, whatever the author began with.
 */
export function headings(markdown: MarkdownIt): void {
  markdown.core.ruler.push('lesson_headings', (state) => {
    const anchors = new Map<string, number>();
    const path: number[] = [];
    state.tokens.forEach((token, index) => {
      if (token.type !== 'heading_open' && token.type !== 'box_title_open') return;
      token.attrSet('id', anchorFor(plainText(state.tokens[index + 1]), anchors));
      if (token.type !== 'heading_open') return;
      const written = Number(token.tag.slice(1));
      while (path.length > 0 && (path.at(-1) ?? 0) >= written) path.pop();
      path.push(written);
      const tag = `h${Math.min(path.length + 1, 6)}`;
      token.tag = tag;
      const closing = state.tokens[index + 2];
      if (closing?.type === 'heading_close') closing.tag = tag;
    });
  });
}

/** The words of inline content, without its markup: `` Using `ls` `` is "Using ls". */
export function plainText(token: Token | undefined): string {
  return (token?.children ?? [])
    .map((child) =>
      child.type === 'softbreak' || child.type === 'hardbreak'
        ? ' '
        : ['text', 'code_inline'].includes(child.type)
          ? child.content
          : '',
    )
    .join('')
    .trim();
}

function anchorFor(text: string, taken: Map<string, number>): string {
  const slug = slugOf(text) || 'section';
  const before = taken.get(slug) ?? 0;
  taken.set(slug, before + 1);
  return `${anchorPrefix}${slug}${before === 0 ? '' : `-${before + 1}`}`;
}
