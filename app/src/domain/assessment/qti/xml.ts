import { DOMParser, type Element, type Node, onErrorStopParsing } from '@xmldom/xmldom';

/** Bytes of one XML file at most, and elements within elements: more is no question. */
const mostBytes = 1024 * 1024;
const mostDepth = 60;

export type XmlRefusal = 'xml-too-large' | 'xml-not-utf8' | 'xml-doctype' | 'xml-broken' | 'xml-too-deep';

/**
 * Reads a file as XML. A document type is refused before anything is read: with it go entities, the files and addresses
 * that they could name, and those that blow up to any size.
 */
export function parseXml(bytes: Uint8Array): Element | XmlRefusal {
  if (bytes.byteLength > mostBytes) return 'xml-too-large';
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'xml-not-utf8';
  }
  if (/<!(?:doctype|entity)/i.test(text)) return 'xml-doctype';
  let root: Element | null;
  try {
    root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml').documentElement;
  } catch {
    return 'xml-broken';
  }
  if (!root) return 'xml-broken';
  return depthOf(root) > mostDepth ? 'xml-too-deep' : root;
}

function depthOf(root: Element): number {
  let deepest = 0;
  const waiting: { readonly element: Element; readonly depth: number }[] = [{ element: root, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { element, depth } = next;
    deepest = Math.max(deepest, depth);
    if (deepest > mostDepth) return deepest;
    waiting.push(...childrenOf(element).map((child) => ({ element: child, depth: depth + 1 })));
  }
  return deepest;
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

export function childrenOf(element: Element): readonly Element[] {
  return Array.from(element.childNodes).filter(isElement);
}

/** What an element is called in QTI 2: QTI 3 writes `qti-choice-interaction` for `choiceInteraction`. */
export function nameOf(element: Element): string {
  const name = element.localName ?? element.nodeName;
  return name.startsWith('qti-') ? camel(name.slice(4)) : name;
}

function camel(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** An attribute by its name in QTI 2, as either version writes it. */
export function attribute(element: Element, name: string): string | undefined {
  const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return element.getAttribute(name) ?? element.getAttribute(kebab) ?? undefined;
}

/** Every element beneath one, itself left out, in the order of the document. */
export function descendants(element: Element): readonly Element[] {
  return childrenOf(element).flatMap((child) => [child, ...descendants(child)]);
}

export function named(element: Element, name: string): readonly Element[] {
  return descendants(element).filter((one) => nameOf(one) === name);
}

export function escaped(text: string): string {
  // What XML 1.0 has no place for is left out.
  const bare = text.replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, (one) => ('\t\n\r'.includes(one) ? one : ''));
  return bare
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\r', '&#13;');
}
