import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import type { LessonWords } from './lesson-words.ts';
import { playerOf } from './media.ts';

/**
 * What a fenced div becomes. The names are those of the Carpentries Workbench and its predecessor; an unknown name
 * keeps its content without a frame, so that nothing is lost.
 */
const tones: Readonly<Record<string, 'note' | 'attention'>> = {
  callout: 'note',
  note: 'note',
  info: 'note',
  tip: 'note',
  discussion: 'note',
  checklist: 'note',
  testimonial: 'note',
  prereq: 'attention',
  prerequisite: 'attention',
  warning: 'attention',
  caution: 'attention',
  attention: 'attention',
};
const exercises = new Set(['challenge', 'exercise']);
const reveals = new Set(['solution', 'answer', 'hint', 'spoiler']);
const media = new Set(['audio', 'video']);
const lists: Readonly<Record<string, 'objectives' | 'questions' | 'keyPoints'>> = {
  objectives: 'objectives',
  questions: 'questions',
  keypoints: 'keyPoints',
};
/** Notes to whoever teaches the lesson in a room; learners never see them. */
export const instructorBoxes: ReadonlySet<string> = new Set(['instructor', 'instructors']);

type Make = (type: string, tag: string, nesting: -1 | 0 | 1, attributes?: Readonly<Record<string, string>>) => Token;

const contentNote = 'content-note';

/**
 * Turns the tokens of fenced divs into callouts, exercises and `<details>` that open without a script. Content notes
 * come first, wherever their author put them: a warning is of no use after what it warns of.
 */
export function lessonBoxes(markdown: MarkdownIt, words: LessonWords): void {
  markdown.core.ruler.after('inline', 'lesson_boxes', (state) => {
    state.tokens = boxed(notesFirst(state.tokens), words, maker(state));
  });
}

function maker(state: StateCore): Make {
  return (type, tag, nesting, attributes = {}) => {
    const token = new state.Token(type, tag, nesting);
    token.block = true;
    for (const [name, value] of Object.entries(attributes)) token.attrSet(name, value);
    return token;
  };
}

function notesFirst(tokens: readonly Token[]): readonly Token[] {
  const notes: Token[] = [];
  const others: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) continue;
    if (token.type !== 'div_open' || token.info !== contentNote || token.level > 0) {
      others.push(token);
      continue;
    }
    const end = closingOf(tokens, index);
    notes.push(...tokens.slice(index, end + 1));
    index = end;
  }
  return [...notes, ...others];
}

function boxed(tokens: readonly Token[], words: LessonWords, make: Make): Token[] {
  const result: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) continue;
    if (token.type !== 'div_open') {
      result.push(token);
      continue;
    }
    const end = closingOf(tokens, index);
    const content = tokens.slice(index + 1, end);
    const hasReveal = content.some((inner) => inner.type === 'div_open' && reveals.has(inner.info));
    result.push(...box(token.info, boxed(content, words, make), hasReveal, words, make));
    index = end;
  }
  return result;
}

function closingOf(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    if (tokens[index]?.type === 'div_open') depth++;
    if (tokens[index]?.type === 'div_close' && --depth === 0) return index;
  }
  return tokens.length;
}

function box(name: string, content: Token[], hasReveal: boolean, words: LessonWords, make: Make): Token[] {
  if (instructorBoxes.has(name)) return [];
  if (reveals.has(name)) {
    const fallback = name === 'hint' ? words.hint : name === 'spoiler' ? words.more : words.solution;
    return framed('details', { class: 'reveal' }, summarised(content, fallback, make), make);
  }
  if (media.has(name)) return mediaBox(content, words, make);
  if (exercises.has(name)) {
    const label = hasReveal ? line(make, 'exercise-label', words.exercise) : [];
    return framed('div', { class: 'exercise' }, [...label, ...titled(content)], make);
  }
  if (name === contentNote) {
    const attributes = { class: 'callout callout-attention', role: 'note' };
    return framed('div', attributes, [...line(make, 'box-title', words.contentNote), ...content], make);
  }
  const list = lists[name];
  if (list !== undefined) {
    return framed('div', { class: `box box-${name}` }, [...line(make, 'box-title', words[list]), ...content], make);
  }
  const tone = tones[name];
  if (tone === undefined) return content;
  return framed('div', { class: `callout callout-${tone}`, role: 'note' }, titled(content), make);
}

/**
 * The first paragraph is what plays, named by its own words; what follows is its transcript, opened on demand. A link
 * in its place leads to the site that holds it: another site is never framed into the page.
 */
function mediaBox(content: Token[], words: LessonWords, make: Make): Token[] {
  const [open, inline, close, ...transcript] = content;
  if (open?.type !== 'paragraph_open' || inline === undefined || close === undefined) return content;
  const played = inline.children?.find(
    ({ type, attrs }) => type === 'image' && playerOf(String(attrs?.find(([name]) => name === 'src')?.[1])) !== null,
  );
  const caption = played === undefined ? words.videoElsewhere : played.content;
  const named = caption.trim() === '' ? [] : line(make, null, caption, 'figcaption');
  const shown = [open, inline, close];
  const more =
    transcript.length === 0
      ? []
      : framed('details', { class: 'reveal' }, [...line(make, null, words.transcript, 'summary'), ...transcript], make);
  const look = played === undefined ? 'media media-elsewhere' : 'media';
  return framed('figure', { class: look }, [...named, ...shown, ...more], make);
}

function framed(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  content: readonly Token[],
  make: Make,
): Token[] {
  return [make('box_open', tag, 1, attributes), ...content, make('box_close', tag, -1)];
}

/**
 * A heading that opens a box is its title, and no section of the lesson: it becomes a line of its own, so that the
 * outline of the page stays in order however the author numbered it. It keeps its anchor.
 */
function titled(content: Token[], tag: 'p' | 'summary' = 'p'): Token[] {
  const [first, , third] = content;
  if (first?.type !== 'heading_open' || third?.type !== 'heading_close') return content;
  first.type = 'box_title_open';
  first.tag = tag;
  if (tag === 'p') first.attrSet('class', 'box-title');
  third.type = 'box_title_close';
  third.tag = tag;
  return content;
}

function summarised(content: Token[], fallback: string, make: Make): Token[] {
  const title = content[0]?.type === 'heading_open' ? content[1]?.content.trim() : undefined;
  if (title === undefined) return [...line(make, null, fallback, 'summary'), ...content];
  // "Solution" alone says less than what a click does.
  if (/^(solution|answer)$/i.test(title)) return [...line(make, null, fallback, 'summary'), ...content.slice(3)];
  return titled(content, 'summary');
}

function line(make: Make, className: string | null, text: string, tag: 'p' | 'summary' | 'figcaption' = 'p'): Token[] {
  const words = make('text', '', 0);
  words.content = text;
  const inline = make('inline', '', 0);
  inline.children = [words];
  return [
    make('box_line_open', tag, 1, className === null ? {} : { class: className }),
    inline,
    make('box_line_close', tag, -1),
  ];
}
