import { expect, test } from 'vitest';
import { auditQuery, auditRequestFrom, plainFilter } from './audit-request.ts';

const request = (query: string) => auditRequestFrom(new URLSearchParams(query));

test('the last day asked for is included to its end', () => {
  expect(plainFilter(request('from=2026-03-01&until=2026-03-31'))).toEqual({
    from: new Date('2026-03-01T00:00:00Z'),
    until: new Date('2026-04-01T00:00:00Z'),
  });
});

test('what is no date narrows nothing', () => {
  expect(plainFilter(request('from=yesterday&until=2026-13-45'))).toEqual({});
});

test('an address says what was asked for and where the next page begins', () => {
  const asked = request('action=organisation&person=sam@people.example&from=');
  expect(auditQuery(asked)).toBe('?action=organisation&person=sam%40people.example');
  expect(auditQuery(asked, 'abc')).toBe('?action=organisation&person=sam%40people.example&cursor=abc');
  expect(auditQuery(request(''))).toBe('');
});
