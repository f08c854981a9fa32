import MarkdownItParser, { type MarkdownIt } from 'markdown-it';
import { sourceLimit } from '../../lesson-form.ts';
import { fencedDivs } from './fenced-div.ts';
import { footnotes } from './footnotes.ts';
import { headings } from './headings.ts';
import { highlighted } from './highlight.ts';
import { lessonBoxes } from './lesson-boxes.ts';
import { lessonWords, type LessonWords } from './lesson-words.ts';
import { attachments, players } from './media.ts';
import { mathematics } from './mathematics.ts';
import { pictureAttributes } from './picture-attributes.ts';
import { sanitise } from './sanitise.ts';
import type { LessonSurroundings, Missing } from './surroundings.ts';

export interface RenderedLesson {
  /** Safe to put into a page as it is. */
  readonly html: string;
  /** What the lesson refers to in vain, each once, in the order it stands. */
  readonly missing: readonly Missing[];
}

/**
 * Turns a lesson's Markdown into the HTML that its readers get. Done once, when the lesson is saved: CommonMark with
 * tables, footnotes, formulas and fenced divs (docs/course-folder.md), then sanitised, so that no script, style or foreign picture is left.
 */
export function renderLesson(
  source: string,
  surroundings: LessonSurroundings,
  words: LessonWords = lessonWords(),
): RenderedLesson {
  const missing = new Map<string, Missing>();
  const html = sanitise(
    markdownWith(words, surroundings).render(source.slice(0, sourceLimit)),
    surroundings,
    words,
    (found) => {
      missing.set(`${found.kind} ${found.target}`, found);
    },
  );
  return { html, missing: [...missing.values()] };
}

function markdownWith(words: LessonWords, surroundings: LessonSurroundings): MarkdownIt {
  const markdown = new MarkdownItParser('default', { html: true, linkify: false, typographer: false, maxNesting: 60 });
  fencedDivs(markdown);
  pictureAttributes(markdown);
  players(markdown);
  footnotes(markdown, words);
  mathematics(markdown, words);
  lessonBoxes(markdown, words);
  headings(markdown);
  attachments(markdown, words, surroundings);
  // The sanitiser decides on addresses; here nothing is to be left as the text of a link that isn't one.
  markdown.validateLink = () => true;
  tables(markdown, words);
  code(markdown);
  return markdown;
}

/** A wide table scrolls within itself, which the keyboard can do too; alignment is a class, since styles are dropped. */
function tables(markdown: MarkdownIt, words: LessonWords): void {
  const label = markdown.utils.escapeHtml(words.table);
  markdown.renderer.rules['table_open'] = () =>
    `<div class="table-scroll" role="region" tabindex="0" aria-label="${label}"><table>\n`;
  markdown.renderer.rules['table_close'] = () => '</table></div>\n';
  markdown.core.ruler.push('table_alignment', (state) => {
    for (const token of state.tokens) {
      if (token.type !== 'th_open' && token.type !== 'td_open') continue;
      if (token.type === 'th_open') token.attrSet('scope', 'col');
      const side = /text-align:(center|right)/.exec(String(token.attrGet('style') ?? ''))?.[1];
      if (side !== undefined) token.attrSet('class', `align-${side}`);
    }
  });
}

/** The longest line that fits on the narrowest screen without scrolling. */
const narrowLine = 30;

/** Characters of code within text that stay on one line. */
const shortCode = 20;

/** What a command prints is told apart from what is typed. A block that may scroll can be reached by keyboard. */
function code(markdown: MarkdownIt): void {
  const { escapeHtml } = markdown.utils;
  const block = (text: string, language: string) => {
    const look = language === 'output' || language === 'error' ? ` class="code-${language}"` : '';
    const focus = text.split('\n').some((line) => line.length > narrowLine) ? ' tabindex="0"' : '';
    const name = language === '' ? '' : ` class="language-${escapeHtml(language)}"`;
    return `<pre${look}${focus}><code${name}>${highlighted(text, language) ?? escapeHtml(text)}</code></pre>\n`;
  };
  // `-h` broken after its hyphen would be another option; longer code must break on a phone.
  markdown.renderer.rules['code_inline'] = (tokens, index) => {
    const text = tokens[index]?.content ?? '';
    return `<code${text.length <= shortCode ? ' class="short"' : ''}>${escapeHtml(text)}</code>`;
  };
  markdown.renderer.rules['fence'] = (tokens, index) => {
    const token = tokens[index];
    const language = /^\{?\.?([\w+#-]+)/.exec(token?.info.trim() ?? '')?.[1]?.toLowerCase() ?? '';
    return block(token?.content ?? '', language);
  };
  markdown.renderer.rules['code_block'] = (tokens, index) => block(tokens[index]?.content ?? '', '');
}
