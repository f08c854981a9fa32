import type { Highlight } from './highlight.ts';

/** Most characters of a note. */
export const longestNote = 20_000;

/** What a learner wrote down beside a lesson. Plain text. */
export interface Note {
  readonly text: string;
  /** Counts the savings, so that one device doesn't overwrite what another one saved meanwhile; 0 before the first. */
  readonly revision: number;
}

export const emptyNote: Note = { text: '', revision: 0 };

/** One lesson's share of a notebook. */
export interface NotebookEntry {
  readonly slug: string;
  readonly title: string;
  readonly isBookmarked: boolean;
  readonly note: string;
  readonly highlights: readonly Highlight[];
}

/** The headings that a notebook has as a text file. */
export interface NotebookWords {
  readonly title: string;
  readonly bookmark: string;
}

/** A notebook as a text file: lesson by lesson, in the order they are learnt. */
export function notebookText(entries: readonly NotebookEntry[], words: NotebookWords): string {
  const blocks = entries.map(({ title, isBookmarked, note, highlights }) =>
    [
      `${title}\n${'-'.repeat(Math.min([...title].length, 72))}`,
      ...(isBookmarked ? [words.bookmark] : []),
      note.trim(),
      ...highlights.flatMap(({ exact, remark }) => [`> ${exact}`, remark]),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  return `${[`${words.title}\n${'='.repeat(Math.min([...words.title].length, 72))}`, ...blocks].join('\n\n\n')}\n`;
}
