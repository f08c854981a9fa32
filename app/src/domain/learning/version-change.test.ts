import { expect, test } from 'vitest';
import type { Lesson } from './learning.ts';
import { lessonChanges } from './version-change.ts';

const lesson = (id: string, slug: string, source: string, title = slug): Lesson => ({
  id,
  slug,
  title,
  source,
  html: '',
  minutes: 5,
  outcomes: [],
  moduleId: 'm',
  versionId: 'v',
});

test('a lesson that says the same stays done, one that says something else is to be read, notes go along with both', () => {
  const changes = lessonChanges(
    [lesson('a1', 'a', 'One'), lesson('b1', 'b', 'Two'), lesson('c1', 'c', 'Three')],
    [lesson('b2', 'b', 'Two, better'), lesson('a2', 'a', 'One'), lesson('d2', 'd', 'Four')],
  );
  expect([...changes.same]).toEqual([['a1', 'a2']]);
  expect([...changes.kept]).toEqual([
    ['b1', 'b2'],
    ['a1', 'a2'],
  ]);
  expect(changes.toRead).toEqual(['b', 'd']);
});

test('a lesson under another title is to be read', () => {
  expect(lessonChanges([lesson('a1', 'a', 'One')], [lesson('a2', 'a', 'One', 'Better')]).toRead).toEqual(['Better']);
});
