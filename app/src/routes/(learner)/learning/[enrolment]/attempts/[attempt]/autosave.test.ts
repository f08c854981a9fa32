import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Autosave, type AutosaveState, type SendResult } from './autosave.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const at = new Date('2026-10-14T12:00:00Z');
const saved = (sequence: number, more: Partial<Extract<SendResult, { kind: 'saved' }>> = {}): SendResult => ({
  kind: 'saved',
  at,
  sequence,
  behind: [],
  elsewhere: false,
  ...more,
});
const unreachable: SendResult = { kind: 'failed', because: 'unreachable' };

/** An autosave whose saves are answered by these results in turn, and by the last of them from then on. */
function anAutosave(...results: SendResult[]) {
  const sent: { questions: readonly string[]; sequence: number }[] = [];
  let state: AutosaveState | undefined;
  const autosave = new Autosave({
    sequence: 5,
    send: (questions, sequence) => {
      sent.push({ questions, sequence });
      return Promise.resolve(results[Math.min(sent.length, results.length) - 1] ?? unreachable);
    },
    told: (told) => (state = told),
  });
  return { autosave, sent, state: () => state };
}

test('what is changed is saved once, a moment after the last change, and then said to be saved', async () => {
  const { autosave, sent, state } = anAutosave(saved(6));
  autosave.changed('a');
  await vi.advanceTimersByTimeAsync(500);
  autosave.changed('a');
  autosave.changed('b');
  await vi.advanceTimersByTimeAsync(500);
  expect(sent).toEqual([]);
  expect(state()).toMatchObject({ unsaved: true, savedAt: undefined });
  await vi.advanceTimersByTimeAsync(500);
  expect(sent).toEqual([{ questions: ['a', 'b'], sequence: 6 }]);
  expect(state()).toMatchObject({ unsaved: false, savedAt: at, failed: undefined });
});

test('a save that fails is tried again, ever less often, is never called saved, and what changes meanwhile goes along', async () => {
  const { autosave, sent, state } = anAutosave(unreachable, unreachable, saved(8));
  autosave.changed('a');
  await vi.advanceTimersByTimeAsync(800);
  expect(state()).toMatchObject({ unsaved: true, savedAt: undefined, failed: 'unreachable' });
  autosave.changed('b');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent.at(-1)).toEqual({ questions: ['a', 'b'], sequence: 7 });
  await vi.advanceTimersByTimeAsync(1_999);
  expect(sent).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent.at(-1)).toEqual({ questions: ['a', 'b'], sequence: 8 });
  expect(state()).toMatchObject({ unsaved: false, savedAt: at, failed: undefined });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(3);
});

test('saves go one after the other, numbered on from the highest number that was seen', async () => {
  const { autosave, sent } = anAutosave(saved(20), saved(21));
  autosave.changed('a');
  const [first, second] = [autosave.flush(), autosave.flush()];
  autosave.changed('b');
  await Promise.all([first, second]);
  await vi.advanceTimersByTimeAsync(800);
  expect(sent).toEqual([
    { questions: ['a'], sequence: 6 },
    { questions: ['b'], sequence: 21 },
  ]);
});

test('another opening of the paper is told of, and goes on being told of', async () => {
  const { autosave, state } = anAutosave(saved(9, { behind: ['a'] }), saved(10));
  autosave.changed('a');
  await autosave.flush();
  expect(state()?.elsewhere).toBe(true);
  autosave.changed('a');
  await autosave.flush();
  expect(state()?.elsewhere).toBe(true);
});

test('once the attempt has ended, nothing is sent any more', async () => {
  const { autosave, sent, state } = anAutosave({ kind: 'ended' });
  autosave.changed('a');
  await autosave.flush();
  autosave.changed('b');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
  expect(state()).toMatchObject({ ended: true, unsaved: false });
});
