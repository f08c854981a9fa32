import { expect, test } from 'vitest';
import { beneathSubject, linkedText } from './linked-text.ts';

test('web addresses in a text become links, and nothing else does', () => {
  expect(linkedText('Go:\nhttp://localhost:3000/confirm-email/ey.a-b_c?next=%2F\n\njavascript:alert(1)')).toEqual([
    { text: 'Go:\n' },
    {
      text: 'http://localhost:3000/confirm-email/ey.a-b_c?next=%2F',
      href: 'http://localhost:3000/confirm-email/ey.a-b_c?next=%2F',
    },
    { text: '\n\njavascript:alert(1)' },
  ]);
});

test('a subject is not said twice, and a text that begins otherwise stays whole', () => {
  expect(beneathSubject({ subject: 'Your link', text: 'Your link\n\nHere it is.' })).toBe('Here it is.');
  expect(beneathSubject({ subject: 'Your link', text: 'Your link works once.' })).toBe('Your link works once.');
});
