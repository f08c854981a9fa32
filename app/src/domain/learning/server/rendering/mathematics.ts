import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import temml from 'temml';
import type { LessonWords } from './lesson-words.ts';

/** Characters of one formula: more than any lesson needs, and little enough to stay quick. */
const formulaLimit = 2000;

/** One `$`, a formula that neither begins nor ends with a space, one `$` that no digit or letter follows: not prices. */
const inlineFormula = /\$(?![\s$])((?:\\[^\n]|[^\\$`\n])*)(?<!\s)\$(?![\p{L}\p{N}$])/uy;

/**
 * Formulas in TeX, `$x^2$` within text and `$$ … $$` on lines of their own, become MathML, which browsers draw and
 * screen readers speak without a script. What is no formula stays as it was written.
 */
export function mathematics(markdown: MarkdownIt, words: LessonWords): void {
  const { escapeHtml } = markdown.utils;
  markdown.inline.ruler.after('escape', 'formula', inlineRule);
  markdown.block.ruler.before('fence', 'formula_block', blockRule, { alt: ['paragraph', 'blockquote', 'list'] });
  markdown.renderer.rules['formula'] = (tokens, index) => {
    const tex = tokens[index]?.content ?? '';
    return mathMl(tex, false) ?? escapeHtml(`$${tex}$`);
  };
  markdown.renderer.rules['formula_block'] = (tokens, index) => {
    const tex = tokens[index]?.content ?? '';
    const math = mathMl(tex, true);
    if (math === null) return `<pre><code>${escapeHtml(`$$\n${tex}\n$$`)}</code></pre>\n`;
    const label = escapeHtml(words.formula);
    return `<div class="math-scroll" role="region" tabindex="0" aria-label="${label}">${math}</div>\n`;
  };
}

/** Null when it is no TeX that can be drawn. Nothing that links, loads or names classes is understood (`trust`). */
function mathMl(tex: string, displayMode: boolean): string | null {
  if (tex.length > formulaLimit) return null;
  try {
    return temml.renderToString(tex, { displayMode, throwOnError: true, trust: false, macros: {}, maxExpand: 200 });
  } catch {
    return null;
  }
}

function inlineRule(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x24 /* $ */) return false;
  const text = state.src.slice(state.pos, Math.min(state.posMax, state.pos + formulaLimit));
  inlineFormula.lastIndex = 0;
  const tex = inlineFormula.exec(text)?.[1];
  if (tex === undefined || mathMl(tex, false) === null) return false;
  if (!silent) state.push('formula', 'math', 0).content = tex;
  state.pos += tex.length + 2;
  return true;
}

function blockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  const whole = /^\$\$(.+)\$\$$/.exec(first)?.[1];
  if (whole === undefined && first !== '$$') return false;
  const end = whole === undefined ? closingLine(state, startLine, endLine) : startLine;
  if (end === null) return false;
  if (silent) return true;
  const token = state.push('formula_block', 'math', 0);
  token.block = true;
  token.content = whole ?? state.getLines(startLine + 1, end, state.blkIndent, false).trim();
  token.map = [startLine, end + 1];
  state.line = end + 1;
  return true;
}

/** Null when no line closes the formula before it is too long to be one. */
function closingLine(state: StateBlock, startLine: number, endLine: number): number | null {
  const from = state.bMarks[startLine] ?? 0;
  for (let line = startLine + 1; line < endLine; line++) {
    if ((state.bMarks[line] ?? 0) - from > formulaLimit) return null;
    if (lineOf(state, line) === '$$') return line;
  }
  return null;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trim();
}
