import { expect, test } from 'vitest';
import { badgeSvg, stonesAtLevel } from './badge.ts';

const design = { colour: '#2b6549', level: 4, field: '0313', title: 'Psychological first aid' };
const stonesIn = (svg: string) => svg.match(/fill="#fbfaf6"/g)?.length;

test('the same design is always the same picture, since credentials carry it', () => {
  expect(badgeSvg(design)).toBe(badgeSvg({ ...design }));
});

test('the provider’s colour, the level, the field and the title each change the picture', () => {
  const pictures = [
    design,
    { ...design, colour: '#2a5b84' },
    { ...design, level: 5 },
    { ...design, field: '0613' },
    { ...design, title: 'Understanding trauma' },
  ].map(badgeSvg);
  expect(new Set(pictures).size).toBe(pictures.length);
});

test('a higher level bears more stones, from three to seven', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(stonesAtLevel)).toEqual([3, 3, 3, 4, 5, 6, 7, 7]);
  expect(stonesIn(badgeSvg({ ...design, level: 6 }))).toBe(6);
});

test('where no level applies there are three stones', () => {
  expect(stonesIn(badgeSvg({ ...design, level: undefined }))).toBe(3);
});

test('a title with markup in it stays text', () => {
  expect(badgeSvg({ ...design, title: '</title><script>' })).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>');
});

test('a colour too light or too dark to bear white stones is brought within reach', () => {
  expect(badgeSvg({ ...design, colour: '#ffff00' })).not.toContain('#ffff00');
  expect(badgeSvg({ ...design, colour: '#000000' })).toContain('<svg');
});

test('an unreadable colour or field still gives a badge', () => {
  expect(badgeSvg({ ...design, colour: 'red;}', field: 'zz' })).not.toMatch(/NaN|undefined|red;/);
});
