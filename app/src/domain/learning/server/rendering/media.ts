import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import type { LessonWords } from './lesson-words.ts';
import { resolveLink, type LessonSurroundings } from './surroundings.ts';

const endings = {
  audio: /\.(?:mp3|m4a|aac|ogg|oga|opus|wav|flac)$/i,
  video: /\.(?:mp4|m4v|webm|ogv)$/i,
};

/**
 * What a picture's syntax plays instead, by the ending that its file is kept under; null for pictures.
 */
export function playerOf(path: string): 'audio' | 'video' | null {
  return endings.audio.test(path) ? 'audio' : endings.video.test(path) ? 'video' : null;
}

/** `![words](media/talk.mp3)` is a player, `{captions='media/talk.vtt'}` after it its captions. */
export function players(markdown: MarkdownIt): void {
  const { escapeHtml } = markdown.utils;
  const asPicture = markdown.renderer.rules['image'];
  markdown.renderer.rules['image'] = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const source = String(token?.attrGet('src') ?? '');
    const player = playerOf(source);
    if (token === undefined || player === null)
      return asPicture?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
    const label = escapeHtml(self.renderInlineAsText(token.children ?? [], options, env));
    const captions = token.attrGet('data-captions');
    const track = captions === null ? '' : `<track src="${escapeHtml(String(captions))}">`;
    const uncaptioned = player === 'video' && captions === null ? ' data-uncaptioned' : '';
    return `<${player}${uncaptioned} src="${escapeHtml(source)}" aria-label="${label}">${track}</${player}>`;
  };
}

/** A link to a file of the content says what opens and how large it is, before anyone follows it. */
export function attachments(markdown: MarkdownIt, words: LessonWords, surroundings: LessonSurroundings): void {
  markdown.core.ruler.push('attachments', (state) => {
    for (const { children } of state.tokens) {
      if (children) labelFiles(state, children, words, surroundings);
    }
  });
}

function labelFiles(state: StateCore, tokens: Token[], words: LessonWords, surroundings: LessonSurroundings): void {
  let label: string | undefined;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.type === 'link_open') {
      const target = resolveLink(String(token.attrGet('href') ?? ''), surroundings);
      label = target.kind === 'file' ? words.fileFacts(target.ending.toUpperCase(), sizeOf(target.bytes)) : undefined;
    }
    if (token?.type !== 'link_close' || label === undefined) continue;
    const text = new state.Token('text', '', 0);
    text.content = ` (${label})`;
    tokens.splice(index, 0, text);
    index++;
    label = undefined;
  }
}

function sizeOf(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000));
  return kilobytes < 1000 ? `${kilobytes} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;
}
