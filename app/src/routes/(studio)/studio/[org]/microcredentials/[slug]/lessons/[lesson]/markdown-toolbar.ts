/** What stands around the words that are selected, and the words that stand there when none are. */
interface Wrapping {
  readonly before: string;
  readonly after: string;
  readonly sample: string;
  /** It begins a line of its own. */
  readonly block?: boolean;
}

const wrappings = {
  heading: { before: '## ', after: '', sample: 'Heading', block: true },
  bold: { before: '**', after: '**', sample: 'important' },
  italic: { before: '*', after: '*', sample: 'a word' },
  code: { before: '`', after: '`', sample: 'code' },
  list: { before: '- ', after: '', sample: 'first', block: true },
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
  formula: { before: '$', after: '$', sample: 'x^2' },
  callout: { before: '::: callout\n', after: '\n:::\n', sample: 'Remember this.', block: true },
  exercise: {
    before: '::: challenge\n',
    after: '\n\n:::: solution\nThe answer.\n::::\n:::\n',
    sample: 'What would you do?',
    block: true,
  },
} as const satisfies Record<string, Wrapping>;

export type Mark = keyof typeof wrappings;
export const marks = Object.keys(wrappings) as readonly Mark[];

export interface Insertion {
  /** Put in place of the selection. */
  readonly text: string;
  /** Where the words themselves are afterwards, so that typing replaces the sample. */
  readonly selectFrom: number;
  readonly selectTo: number;
}

export function insertion(source: string, from: number, to: number, mark: Mark): Insertion {
  const { before, after, sample, block }: Wrapping = wrappings[mark];
  const words = source.slice(from, to) || sample;
  const begun = source.slice(0, from);
  const gap = !block || begun === '' || begun.endsWith('\n\n') ? '' : begun.endsWith('\n') ? '\n' : '\n\n';
  const selectFrom = from + gap.length + before.length;
  return { text: `${gap}${before}${words}${after}`, selectFrom, selectTo: selectFrom + words.length };
}
