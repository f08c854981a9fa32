import { findQuote, quoteAt, type TextQuote } from '#domain/learning/text-quote.ts';

/** What is selected within an element, as a passage; undefined when that is nothing, or reaches beyond it. */
export function selectedQuote(root: HTMLElement): TextQuote | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer) || range.toString().trim() === '') return undefined;
  const before = document.createRange();
  before.selectNodeContents(root);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return quoteAt(root.textContent, { start, end: start + range.toString().length });
}

/** Where a passage stands in an element. */
export function rangeOf(root: HTMLElement, quote: TextQuote): Range | undefined {
  const span = findQuote(root.textContent, quote);
  if (span === undefined) return undefined;
  const range = document.createRange();
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (span.start >= passed && span.start < passed + length) range.setStart(node, span.start - passed);
    if (span.end > passed && span.end <= passed + length) {
      range.setEnd(node, span.end - passed);
      return range;
    }
    passed += length;
  }
  return undefined;
}
