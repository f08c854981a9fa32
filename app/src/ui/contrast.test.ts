import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** WCAG 2.2, 1.4.3 and 1.4.11, for each pair of tokens that the components put together, in both themes. */
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

const grounds = ['paper', 'surface', 'sunk'];
const tones = ['moss', 'ochre', 'red', 'sky'];
const texts: readonly (readonly [text: string, ground: string])[] = [
  ...['ink', 'soft', 'moss', 'moss-deep', 'red'].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...tones.flatMap((tone) => [['ink', `${tone}-tint`] as const, [`${tone}-deep`, `${tone}-tint`] as const]),
  ['on-moss', 'moss'],
  ['on-moss', 'moss-deep'],
  ['on-red', 'red'],
  ['on-red', 'red-deep'],
  ['soft', 'moss-tint'],
  ['moss', 'moss-tint'],
];
const edges: readonly (readonly [edge: string, ground: string])[] = [
  ...['control', 'moss', 'ochre', 'red', 'sky'].flatMap((edge) => grounds.map((ground) => [edge, ground] as const)),
  ['moss', 'moss-tint'],
  ['ochre', 'ochre-tint'],
  ['red', 'red-tint'],
  ['sky', 'sky-tint'],
];
const themes = ['light', 'dark'] as const;

test.each(themes.flatMap((theme) => texts.map(([text, ground]) => ({ theme, text, ground }))))(
  'by $theme, $text can be read on $ground (4.5:1)',
  ({ theme, text, ground }) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  },
);

test.each(themes.flatMap((theme) => edges.map(([edge, ground]) => ({ theme, edge, ground }))))(
  'by $theme, an edge of $edge shows on $ground (3:1)',
  ({ theme, edge, ground }) => {
    expect(contrast(colour(edge, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  },
);

function colour(name: string, theme: 'light' | 'dark'): string {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`tokens.css has no colour ${name}`);
  return token[theme];
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const channel = (start: number) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
