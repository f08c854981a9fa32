/**
 * Puts text in place of what is selected in a text area, as if it had been typed: it can be undone by keyboard, and
 * whoever listens for input hears of it.
 */
export function writeInto(area: HTMLTextAreaElement, text: string): void {
  area.focus();
  // Nothing else keeps the browser's history of typing; where it is not known, the text comes without it.
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The text area of that id; undefined before it is there. */
export function areaOf(id: string): HTMLTextAreaElement | undefined {
  const area = document.getElementById(id);
  return area instanceof HTMLTextAreaElement ? area : undefined;
}
