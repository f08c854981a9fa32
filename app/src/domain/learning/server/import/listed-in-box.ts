import MarkdownItParser from 'markdown-it';
import { fencedDivs } from '../rendering/fenced-div.ts';
import { plainText } from '../rendering/headings.ts';
import { instructorBoxes } from '../rendering/lesson-boxes.ts';

const markdown = new MarkdownItParser('commonmark', { maxNesting: 60 });
fencedDivs(markdown);

/** The items of the lists in every box of that name, as plain words: the objectives of a lesson. */
export function listedInBox(source: string, name: string): readonly string[] {
  const items: string[] = [];
  let inside = 0;
  let itemDepth = 0;
  for (const token of markdown.parse(source, {})) {
    if (token.type === 'div_open' && (inside > 0 || token.info === name)) inside++;
    else if (token.type === 'div_close' && inside > 0) inside--;
    else if (token.type === 'list_item_open') itemDepth++;
    else if (token.type === 'list_item_close') itemDepth--;
    else if (token.type === 'inline' && inside > 0 && itemDepth > 0)
      items.push(plainText(token).replaceAll(/\s+/g, ' '));
  }
  return items.filter((item) => item !== '');
}

/** How many notes to the instructor the text holds; learners never see them. */
export function instructorNotes(source: string): number {
  return markdown.parse(source, {}).filter(({ type, info }) => type === 'div_open' && instructorBoxes.has(info)).length;
}
