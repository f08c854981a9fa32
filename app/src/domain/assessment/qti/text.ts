import type { Element } from '@xmldom/xmldom';
import { escaped, isElement, nameOf } from './xml.ts';

const blocks = new Set([
  'p', 'div', 'li', 'ul', 'ol', 'dl', 'dt', 'dd', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'section',
  'itemBody', 'prompt', 'contentBody', 'tr', 'table',
]); // prettier-ignore
const left = new Set(['rubricBlock', 'script', 'style', 'stylesheet', 'catalogInfo', 'companionMaterialsInfo']);

/**
 * The words of an element, a line for each block. `replace` says what stands for an element of its own; undefined reads
 * on into it.
 */
export function textOfElement(
  element: Element,
  replace: (element: Element) => string | undefined = () => undefined,
): string {
  return raw(element, replace)
    .split('\n')
    .map((line) => line.replaceAll(/[ \u00A0]+/g, ' ').trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function raw(element: Element, replace: (element: Element) => string | undefined): string {
  return Array.from(element.childNodes)
    .map((node) => {
      if (node.nodeType === 3 || node.nodeType === 4) return (node.nodeValue ?? '').replaceAll(/\s+/g, ' ');
      if (!isElement(node)) return '';
      const instead = replace(node);
      if (instead !== undefined) return instead;
      const name = nameOf(node);
      if (left.has(name)) return '';
      if (name === 'br') return '\n';
      return blocks.has(name) ? `\n${raw(node, replace)}\n` : raw(node, replace);
    })
    .join('');
}

/** Words as XHTML: lines end with a break. */
export function wordsAsXhtml(text: string): string {
  return text.split('\n').map(escaped).join('<br/>');
}
