import { expect, test } from 'vitest';
import { approvalState, mayAnswer } from './approval.ts';

const answered = (answer: 'approved' | 'changes' | 'withdrawn' | null, approvedHash: string | null = null) => ({
  answer,
  approvedHash,
});

test('an approval holds for what was approved and nothing else', () => {
  expect(approvalState(answered('approved', 'a'), 'a')).toBe('approved');
  expect(approvalState(answered('approved', 'a'), 'b')).toBe('stale');
});

test('a request without an answer, one answered by changes and one taken back are no approval', () => {
  expect(approvalState(answered(null), 'a')).toBe('asked');
  expect(approvalState(answered('changes'), 'a')).toBe('changes');
  expect(approvalState(answered('withdrawn'), 'a')).toBe('not-asked');
  expect(approvalState(undefined, 'a')).toBe('not-asked');
});

test('nobody answers their own request; that of somebody erased, anyone may', () => {
  expect(mayAnswer({ askedBy: 'ann' }, 'ann')).toBe(false);
  expect(mayAnswer({ askedBy: 'ann' }, 'ben')).toBe(true);
  expect(mayAnswer({ askedBy: null }, 'ann')).toBe(true);
});
