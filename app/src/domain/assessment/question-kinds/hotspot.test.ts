import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hotspot } from './hotspot.ts';
import { middleOf, shapeAsTyped, shapeIn } from '../regions.ts';

const form = {
  prompt: 'Where is the lighthouse?',
  picture: '0198c0de-0000-7000-8000-000000000001',
  pictureWidth: '700',
  pictureHeight: '550',
  alternative: 'A map of a coast',
  'region-0': 'On the cape',
  'shape-0': 'circle',
  'coords-0': '50, 40, 10',
  'region-1': 'In the bay',
  'shape-1': 'rect',
  'coords-1': '0 0 20 30',
  'region-2': 'On the island',
  'shape-2': 'polygon',
  'coords-2': '60,60; 80,60; 70,90',
  correct: '1',
};
const problemsOf = (change: Readonly<Record<string, string>>) => {
  const { body, key } = hotspot.fromForm({ ...form, ...change });
  return hotspot.problems(body, key);
};

test('the right region earns all points, every other and none earn none', () => {
  const { body, key } = hotspot.fromForm(form);
  expect(hotspot.problems(body, key)).toEqual([]);
  expect(hotspot.mark(key, 4, { option: 'o1' })).toBe(4);
  expect(hotspot.mark(key, 4, { option: 'o0' })).toBe(0);
  expect(hotspot.mark(key, 4, null)).toBe(0);
});

test('a region is told by its words', () => {
  const { body, key } = hotspot.fromForm(form);
  expect(hotspot.tell(body, key, { option: 'o2' })).toEqual([
    { label: null, given: 'On the island', right: 'In the bay' },
  ]);
});

test('each thing that a hotspot question lacks is named', () => {
  expect(problemsOf({ picture: '' })).toEqual(['picture-missing']);
  expect(problemsOf({ alternative: ' ' })).toEqual(['alternative-missing']);
  expect(problemsOf({ 'coords-0': '50, 40' })).toEqual(['region-unreadable']);
  expect(problemsOf({ 'coords-0': '50, 140, 10' })).toEqual(['region-unreadable']);
  expect(problemsOf({ 'coords-1': '30 30 20 20' })).toEqual(['region-unreadable']);
  expect(problemsOf({ 'region-0': '' })).toEqual(['region-without-words']);
  expect(problemsOf({ 'region-0': 'In the bay' })).toEqual(['regions-alike']);
  expect(problemsOf({ correct: '7' })).toEqual(['no-correct-option']);
  const rest = { 'region-1': '', 'coords-1': '', 'region-2': '', 'coords-2': '' };
  expect(problemsOf({ ...rest, correct: '0' })).toEqual(['too-few-regions']);
});

test('what is typed of a region is the same when it is typed again', () => {
  expect(shapeIn('rect', '10 20 30 60')).toEqual({ kind: 'rect', x: 10, y: 20, width: 20, height: 40 });
  const number = fc.integer({ min: 0, max: 1_000_000 }).map((whole) => whole / 10_000);
  fc.assert(
    fc.property(fc.constantFrom('circle', 'rect', 'polygon'), fc.array(number, { maxLength: 12 }), (kind, numbers) => {
      const shape = shapeIn(kind, numbers.join(' '));
      if (shape) expect(shapeIn(kind, shapeAsTyped(shape))).toEqual(shape);
    }),
  );
});

test('a letter stands in the middle of its region', () => {
  expect(middleOf({ kind: 'rect', x: 10, y: 20, width: 20, height: 40 })).toEqual([20, 40]);
  expect(
    middleOf({
      kind: 'polygon',
      points: [
        [0, 0],
        [30, 0],
        [30, 30],
        [0, 30],
      ],
    }),
  ).toEqual([15, 15]);
});

test('what is read from a form, filled in again, asked and told, word for word', () => {
  const typed = {
    ...form,
    'region-0': ' On the cape ',
    'coords-0': ' 50, 40, 10 ',
    alternative: ' A map of a coast ',
    explanation: 'Look.',
  };
  const { body, key } = hotspot.fromForm(typed);
  const regions = [
    { id: 'o0', text: 'On the cape', shape: { kind: 'circle', x: 50, y: 40, r: 10 } },
    { id: 'o1', text: 'In the bay', shape: { kind: 'rect', x: 0, y: 0, width: 20, height: 30 } },
    {
      id: 'o2',
      text: 'On the island',
      shape: {
        kind: 'polygon',
        points: [
          [60, 60],
          [80, 60],
          [70, 90],
        ],
      },
    },
  ];
  const picture = { id: form.picture, width: 700, height: 550 };
  expect(body).toEqual({ prompt: form.prompt, picture, alternative: 'A map of a coast', regions });
  expect(key).toEqual({ correct: 'o1', explanation: 'Look.' });
  expect(hotspot.fromForm({})).toEqual({
    body: { prompt: '', picture: { id: '', width: 0, height: 0 }, alternative: '', regions: [] },
    key: { correct: 'o', explanation: '' },
  });
  // Words alone, or coordinates alone, are a region that lacks the other; spaces are none.
  const rows = (fields: Record<string, string>) => hotspot.fromForm(fields).body.regions.length;
  expect([rows({ 'region-3': 'Bay' }), rows({ 'coords-3': '1 1 1' }), rows({ 'coords-3': '  ' })]).toEqual([1, 1, 0]);
  const { prompt: _prompt, ...filled } = { ...form, 'coords-1': '0, 0, 20, 30', 'coords-2': '60, 60; 80, 60; 70, 90' };
  expect(hotspot.toForm(body, key)).toEqual(filled);
  expect(hotspot.ask(body, (choices) => choices.toReversed())).toEqual([
    { control: 'region', picture, alternative: 'A map of a coast', regions: regions.toReversed() },
  ]);
  expect(hotspot.tell(body, null, null)).toEqual([{ label: null, given: null, right: null }]);
  expect(hotspot.outline(body, key).map(({ right }) => right)).toEqual([false, true, false]);
  expect(hotspot.problems({ ...body, prompt: ' ' }, key)).toEqual(['prompt-missing']);
  expect(hotspot.problems({ ...body, alternative: ' ' }, key)).toEqual(['alternative-missing']);
  const [first, second] = body.regions;
  if (!first || !second) throw new Error('no regions');
  expect(hotspot.problems({ ...body, regions: [{ ...first, text: ' ' }, second] }, key)).toEqual([
    'region-without-words',
  ]);
  expect(hotspot.body.parse({ ...body, alternative: ' A map of a coast ' }).alternative).toBe('A map of a coast');
  expect(hotspot.id).toBe('hotspot');
});
