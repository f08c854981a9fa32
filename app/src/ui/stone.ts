/** One stone of a CairnStack: something that counts towards a larger award. */
export interface Stone {
  title: string;
  /** A few words: when it was earned, what is missing. */
  detail?: string | undefined;
  state: 'placed' | 'partial' | 'missing';
  /** For a partial stone, 0 to 1. */
  share?: number | undefined;
  href?: string | undefined;
}

/** The outline of one stone: flat beneath, round above, leaning by `lean` (-1 to 1). SVG path data. */
export function stonePath(box: { x: number; y: number; width: number; height: number }, lean = 0): string {
  const { x, y, width, height } = box;
  const at = (share: number, drop: number) => `${round(x + width * share)} ${round(y + height * drop)}`;
  const crown = 0.48 + lean * 0.08;
  return [
    `M${at(0, 0.62)}`,
    `C${at(0, 0.26)} ${at(crown - 0.3, 0)} ${at(crown, 0)}`,
    `C${at(crown + 0.33, 0)} ${at(1, 0.28)} ${at(1, 0.66)}`,
    `C${at(1, 0.93)} ${at(0.86, 1)} ${at(0.5, 1)}`,
    `C${at(0.13, 1)} ${at(0, 0.95)} ${at(0, 0.62)}Z`,
  ].join('');
}

/** Numbers from 0 to 1 that are the same for the same words, so that a picture never changes by itself. */
export function seededNumbers(words: string): () => number {
  let state = 0x811c9dc5;
  for (const character of words) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
