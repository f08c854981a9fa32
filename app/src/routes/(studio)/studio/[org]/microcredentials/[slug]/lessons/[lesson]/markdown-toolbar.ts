/** What stands around the words that are selected, and the words that stand there when none are. */
interface Wrapping {
  readonly before: string;
  readonly after: string;
  readonly sample: string;
  /** It begins a line of its own. */
  readonly block?: boolean;
  /** It stands before every line that is selected, and counts them where it is a number. */
  readonly perLine?: boolean;
}

const wrappings = {
  heading: { before: '## ', after: '', sample: 'Heading', block: true },
  bold: { before: '**', after: '**', sample: 'important' },
  italic: { before: '*', after: '*', sample: 'a word' },
  code: { before: '`', after: '`', sample: 'code' },
  list: { before: '- ', after: '', sample: 'first', block: true, perLine: true },
  numbered: { before: '1. ', after: '', sample: 'first', block: true, perLine: true },
  link: { before: '[', after: '](https://)', sample: 'words' },
  picture: { before: '![', after: '](pictures/)', sample: 'What it shows' },
  file: { before: '[', after: '](files/)', sample: 'What it is' },
  audio: {
    before: '::: audio\n![',
    after: '](media/)\n\nWrite here what is said.\n:::\n',
    sample: 'What it is about',
    block: true,
  },
  video: {
    before: '::: video\n![',
    after: "](media/){captions='media/'}\n\nWrite here what is said.\n:::\n",
    sample: 'What it shows',
    block: true,
  },
  videoLink: { before: '::: video\n[', after: '](https://)\n:::\n', sample: 'What the video is called', block: true },
  table: {
    before: '| ',
    after: ' | Second |\n|---|---|\n| one | two |\n',
    sample: 'First',
    block: true,
  },
  codeBlock: { before: '```python\n', after: '\n```\n', sample: 'print("Hello")', block: true },
  formula: { before: '$', after: '$', sample: 'x^2' },
  formulaAlone: { before: '$$\n', after: '\n$$\n', sample: '\\frac{a}{b}', block: true },
  callout: { before: '::: callout\n', after: '\n:::\n', sample: 'Remember this.', block: true },
  exercise: {
    before: '::: challenge\n',
    after: '\n\n:::: solution\nThe answer.\n::::\n:::\n',
    sample: 'What would you do?',
    block: true,
  },
  contentNote: {
    before: '::: content-note\n',
    after: '\n:::\n',
    sample: 'This lesson describes an accident.',
    block: true,
  },
} as const satisfies Record<string, Wrapping>;

export type Mark = keyof typeof wrappings | 'footnote';

/** The buttons, in groups: what is done to words, what is shown, what stands on its own. */
export const markGroups: readonly (readonly Mark[])[] = [
  ['heading', 'bold', 'italic', 'code', 'link', 'list', 'numbered'],
  ['picture', 'file', 'audio', 'video', 'videoLink'],
  ['table', 'codeBlock', 'formula', 'formulaAlone', 'footnote', 'callout', 'exercise', 'contentNote'],
];

export interface Insertion {
  /** Put in place of what stands from the beginning of the selection to `until`. */
  readonly text: string;
  readonly until: number;
  /** Where the words themselves are afterwards, so that typing replaces the sample. */
  readonly selectFrom: number;
  readonly selectTo: number;
}

export function insertion(source: string, from: number, to: number, mark: Mark): Insertion {
  if (mark === 'footnote') return footnote(source, from, to);
  const { before, after, sample, block, perLine }: Wrapping = wrappings[mark];
  const words = source.slice(from, to) || sample;
  const begun = source.slice(0, from);
  const gap = !block || begun === '' || begun.endsWith('\n\n') ? '' : begun.endsWith('\n') ? '\n' : '\n\n';
  const start = from + gap.length;
  if (perLine === true && words.includes('\n')) {
    const lines = words.split('\n').map((line, index) => (line === '' ? line : `${numbered(before, index)}${line}`));
    const text = lines.join('\n');
    return { text: `${gap}${text}`, until: to, selectFrom: start, selectTo: start + text.length };
  }
  const selectFrom = start + before.length;
  return { text: `${gap}${before}${words}${after}`, until: to, selectFrom, selectTo: selectFrom + words.length };
}

function numbered(before: string, index: number): string {
  return before.replace(/\d+/, (first) => String(Number(first) + index));
}

/** Under the first number that no footnote has: the mark after the words, and what it says after their paragraph. */
function footnote(source: string, from: number, to: number): Insertion {
  let number = 1;
  while (source.includes(`[^${number}]`)) number += 1;
  const end = source.indexOf('\n\n', to);
  const until = end === -1 ? source.length : end;
  const begun = `${source.slice(from, to)}[^${number}]${source.slice(to, until)}\n\n[^${number}]: `;
  const sample = 'Where it is shown.';
  const selectFrom = from + begun.length;
  return { text: `${begun}${sample}`, until, selectFrom, selectTo: selectFrom + sample.length };
}
