import type { MarkdownIt, StateInline } from 'markdown-it';

const attributes = /^\{[^{}\n]*\}/;
const alternative = /(?:^|[\s{])alt\s*=\s*(?:'([^']*)'|"([^"]*)")/;

/**
 * Reads what pandoc lets stand in braces after a picture, `![](fig/tree.svg){alt='A tree'}`: its words for those who
 * can't see it, and the captions of a video. Widths, classes and the rest are left out.
 */
export function pictureAttributes(markdown: MarkdownIt): void {
  markdown.inline.ruler.after('image', 'picture_attributes', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x7b /* { */ || silent) return false;
    const picture = precedingPicture(state);
    // Quoted words may hold braces and line breaks of their own, so they are looked for before the end is.
    const rest = state.src.slice(state.pos, state.pos + 4000);
    const whole = picture && (/^\{\s*alt\s*=\s*(?:'[^']*'|"[^"]*")[^{}]*\}/.exec(rest) ?? attributes.exec(rest))?.[0];
    if (!picture || whole === undefined) return false;
    const match = alternative.exec(whole);
    const words = match?.[1] ?? match?.[2];
    if (words !== undefined) {
      const text = new state.Token('text', '', 0);
      text.content = markdown.utils.unescapeAll(words.replaceAll(/\s+/g, ' ').trim());
      picture.children = [text];
      picture.content = text.content;
    }
    const captions = /(?:^|[\s{])captions\s*=\s*(?:'([^']*)'|"([^"]*)")/.exec(whole);
    if (captions !== null) picture.attrSet('data-captions', captions[1] ?? captions[2] ?? '');
    state.pos += whole.length;
    return true;
  });
}

function precedingPicture(state: StateInline) {
  if (state.pending !== '') return undefined;
  const last = state.tokens.at(-1);
  return last?.type === 'image' ? last : undefined;
}
