import { expect, test } from 'vitest';
import { createIds, newId } from './ids.ts';

test('an id is a uuid of version 7 that carries the time it was made', () => {
  const id = createIds(
    () => Date.UTC(2026, 0, 2),
    (size) => Buffer.alloc(size, 0xff),
  )();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 0, 2));
});

test('ids sort by creation, even many thousands within one millisecond or with a clock that steps back', () => {
  let now = 1_000_000;
  const nextId = createIds(
    () => now,
    (size) => Buffer.alloc(size, 0x5a),
  );
  const ids = Array.from({ length: 10_000 }, (_, index) => {
    if (index === 5_000) now -= 500;
    return nextId();
  });
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test('two ids differ', () => {
  expect(newId()).not.toBe(newId());
});
