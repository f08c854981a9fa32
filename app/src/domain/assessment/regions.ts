import { z } from 'zod';

/** A region of a picture. Every number is per cent: across of its width, down of its height; a radius of its width. */
const percent = z.number().min(0).max(100);
const point = z.tuple([percent, percent]);
export const shapeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('circle'), x: percent, y: percent, r: percent }),
  z.object({ kind: z.literal('rect'), x: percent, y: percent, width: percent, height: percent }),
  z.object({ kind: z.literal('polygon'), points: z.array(point).min(3).max(20) }),
]);
export type Shape = z.infer<typeof shapeSchema>;

const shapeKinds = ['circle', 'rect', 'polygon'] as const;
export type ShapeKind = Shape['kind'];

export function shapeKindIn(text: string | undefined): ShapeKind {
  return shapeKinds.find((kind) => kind === text) ?? 'circle';
}

/**
 * Reads the numbers that an author typed: of a circle its middle and radius, of a rectangle the corners at its upper
 * left and lower right, of a polygon its corners. Undefined for what is no such region or has no size.
 */
export function shapeIn(kind: ShapeKind, typed: string): Shape | undefined {
  const words = typed.split(/[\s,;]+/).filter((word) => word !== '');
  const numbers = words.map((word) => (/^\d{1,3}(\.\d{1,4})?$/.test(word) ? Number(word) : Number.NaN));
  if (numbers.some((number) => !(number <= 100))) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  if (kind === 'circle') return numbers.length === 3 && c > 0 ? { kind, x: a, y: b, r: c } : undefined;
  if (kind === 'rect')
    return numbers.length === 4 && c > a && d > b
      ? { kind, x: a, y: b, width: rounded(c - a), height: rounded(d - b) }
      : undefined;
  const points = Array.from({ length: numbers.length / 2 }, (_, index): [number, number] => [
    numbers[index * 2] ?? 0,
    numbers[index * 2 + 1] ?? 0,
  ]);
  return numbers.length % 2 === 0 && points.length >= 3 && points.length <= 20 ? { kind, points } : undefined;
}

export function shapeAsTyped(shape: Shape): string {
  if (shape.kind === 'circle') return [shape.x, shape.y, shape.r].join(', ');
  if (shape.kind === 'rect')
    return [shape.x, shape.y, rounded(shape.x + shape.width), rounded(shape.y + shape.height)].join(', ');
  return shape.points.map(([x, y]) => `${x}, ${y}`).join('; ');
}

export function middleOf(shape: Shape): readonly [x: number, y: number] {
  if (shape.kind === 'circle') return [shape.x, shape.y];
  if (shape.kind === 'rect') return [shape.x + shape.width / 2, shape.y + shape.height / 2];
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  return [mean(shape.points.map(([x]) => x)), mean(shape.points.map(([, y]) => y))];
}

export function rounded(number: number): number {
  return Math.round(number * 10_000) / 10_000;
}

/** Regions with the letters that they bear on the picture, in the order in which they are listed. */
export function lettered<Region extends { readonly shape: Shape }>(
  regions: readonly Region[],
): readonly (Region & { readonly letter: string; readonly at: readonly [x: number, y: number] })[] {
  return regions.map((region, index) => ({
    ...region,
    letter: 'ABCDEFGH'[index] ?? '',
    at: middleOf(region.shape),
  }));
}
