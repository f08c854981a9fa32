import type { MarkdownIt, StateBlock } from 'markdown-it';

// A name of at most 40 letters, bare or as pandoc's {.name}, with colons after it as some authors write.
const opening = /^:{3,}[ \t]*\{?\.?([A-Za-z][\w-]{0,39})\}?[ \t]*(?:\{[^{}]*\})?[ \t]*:*[ \t]*$/;
const closing = /^:{3,}[ \t]*$/;
const codeFence = /^(`{3,}|~{3,})/;

/** The name of the box that a line opens, in lower case; null when the line opens none. */
export function openedBox(line: string): string | null {
  return opening.exec(line)?.[1]?.toLowerCase() ?? null;
}

/**
 * Adds fenced divs as pandoc and the Carpentries Workbench write them: `::: callout` … `:::`, which nest. A closing
 * line closes the innermost; one that is never closed ends with the text around it. The tokens are `div_open`, its
 * `info` naming the box, and `div_close`.
 */
export function fencedDivs(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'fenced_div', fencedDiv, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function fencedDiv(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const name = openedBox(textOf(state, startLine));
  if (name === null) return false;
  if (silent) return true;

  const { contentEnd, closed } = endOf(state, startLine, endLine);
  const { lineMax, parentType } = state;
  const open = state.push('div_open', 'div', 1);
  open.block = true;
  open.info = name;
  open.map = [startLine, contentEnd];
  state.lineMax = contentEnd;
  state.parentType = 'fenced_div';
  state.md.block.tokenize(state, startLine + 1, contentEnd);
  state.lineMax = lineMax;
  state.parentType = parentType;
  state.push('div_close', 'div', -1).block = true;
  state.line = closed ? contentEnd + 1 : contentEnd;
  return true;
}

/** Where the content of the box opened at `startLine` ends. Colons within a code block are code. */
function endOf(state: StateBlock, startLine: number, endLine: number): { contentEnd: number; closed: boolean } {
  let depth = 1;
  let fence: string | null = null;
  for (let line = startLine + 1; line < endLine; line++) {
    if (!state.isEmpty(line) && (state.sCount[line] ?? 0) < state.blkIndent) return { contentEnd: line, closed: false };
    const text = textOf(state, line);
    if (fence !== null) {
      if (text.startsWith(fence) && /^[`~]+[ \t]*$/.test(text)) fence = null;
      continue;
    }
    fence = codeFence.exec(text)?.[1] ?? null;
    if (fence !== null) continue;
    if (openedBox(text) !== null) depth++;
    else if (closing.test(text) && --depth === 0) return { contentEnd: line, closed: true };
  }
  return { contentEnd: endLine, closed: false };
}

function textOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
