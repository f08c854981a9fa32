import { openedBox } from '../rendering/fenced-div.ts';

/**
 * The lessons of the Carpentries before 2023 were written for Jekyll: boxes are block quotes with `{: .challenge}`
 * beneath them, code is labelled the same way, and Liquid tags stand in between. This rewrites them as fenced divs.
 */
export interface Rewritten {
  readonly source: string;
  /** What Liquid would have included, by name: `install.html`. It is not in the folder's Markdown. */
  readonly includes: readonly string[];
}

const boxes = new Set([
  'callout',
  'challenge',
  'checklist',
  'discussion',
  'hint',
  'keypoints',
  'objectives',
  'prereq',
  'questions',
  'solution',
  'testimonial',
  'warning',
]);
const attribute = /^\{:[ \t]*\.([\w-]+)[^}]*\}[ \t]*$/;
const anyAttribute = /^\{:[^}]*\}[ \t]*$/;
const fence = /^[ \t]*(`{3,}|~{3,})/;

export function fromOlderStyle(source: string): Rewritten {
  const includes: string[] = [];
  const lines = withoutLiquid(source.split('\n'), includes);
  return { source: quotesAsBoxes(lines).join('\n'), includes };
}

/** Calls `outside` for every line outside code blocks; lines of code stay as they are. */
function outsideCode(lines: readonly string[], outside: (line: string) => string | null): string[] {
  let open: string | null = null;
  return lines.flatMap((line) => {
    const mark = fence.exec(line)?.[1];
    if (open !== null) {
      if (mark?.startsWith(open) === true && line.trim() === mark) open = null;
      return [line];
    }
    if (mark !== undefined) {
      open = mark;
      return [line];
    }
    const changed = outside(line);
    return changed === null ? [] : [changed];
  });
}

function withoutLiquid(lines: readonly string[], includes: string[]): string[] {
  return outsideCode(lines, (line) => {
    if (!line.includes('{%') && !line.includes('{{')) return line;
    const plain = line
      .replaceAll(/\{%-?\s*link\s+([^\s%]+)\s*-?%\}/g, (_, path: string) => path.split('/').at(-1) ?? path)
      .replaceAll(/\{%-?\s*include\s+([^\s%]+)[^%]*%\}/g, (_, name: string) => {
        includes.push(name);
        return '';
      })
      .replaceAll(/\{%[^%]*%\}/g, '')
      .replaceAll(/\{\{\s*(?:page\.root|relative_root_path|site\.baseurl)[^}]*\}\}\/?/g, '');
    return plain.trim() === '' ? null : plain;
  });
}

function quotesAsBoxes(lines: readonly string[]): string[] {
  const result: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (fence.test(line)) {
      const end = endOfCode(lines, at);
      result.push(...labelled(lines.slice(at, end), lines[end]));
      at = anyAttribute.test(lines[end] ?? '') ? end + 1 : end;
    } else if (line.startsWith('>')) {
      const end = endOfQuote(lines, at);
      const name = attribute.exec(lines[end] ?? '')?.[1] ?? '';
      const quoted = lines.slice(at, end);
      if (boxes.has(name))
        result.push(`::: ${name}`, '', ...quotesAsBoxes(quoted.map((one) => one.replace(/^> ?/, ''))), '', ':::');
      else result.push(...quoted);
      at = anyAttribute.test(lines[end] ?? '') ? end + 1 : end;
    } else {
      if (!anyAttribute.test(line)) result.push(line);
      at++;
    }
  }
  return result;
}

function endOfQuote(lines: readonly string[], start: number): number {
  let end = start;
  while (end < lines.length && (lines[end] ?? '').startsWith('>')) end++;
  return end;
}

function endOfCode(lines: readonly string[], start: number): number {
  const mark = fence.exec(lines[start] ?? '')?.[1] ?? '';
  let end = start + 1;
  while (
    end < lines.length &&
    !((lines[end] ?? '').trim().startsWith(mark) && /^[`~]+$/.test((lines[end] ?? '').trim()))
  )
    end++;
  return Math.min(end + 1, lines.length);
}

/** `{: .language-bash}` beneath a code block names its language above. */
function labelled(code: readonly string[], below: string | undefined): string[] {
  const name = attribute.exec(below ?? '')?.[1]?.replace(/^language-/, '');
  const [first = '', ...rest] = code;
  return name !== undefined && /^[ \t]*(`{3,}|~{3,})[ \t]*$/.test(first)
    ? [`${first.trimEnd()}${name}`, ...rest]
    : [...code];
}

/** Whether the text already has a box of that name. */
export function hasBox(source: string, name: string): boolean {
  return source.split('\n').some((line) => openedBox(line.trim()) === name);
}

/** Front matter's lists, written as the boxes that today's lessons use. */
export function listBox(name: string, items: readonly string[]): string {
  return [`::: ${name}`, '', ...items.map((item) => `- ${item.replaceAll(/\s+/g, ' ').trim()}`), '', ':::'].join('\n');
}
