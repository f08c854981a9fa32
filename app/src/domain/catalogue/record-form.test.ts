import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftFromForm, formFromDraft, recordFormFrom, rowsChangeFrom, withRowsChanged } from './record-form.ts';

function posted(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}
const draftOf = (fields: Readonly<Record<string, string>>) => draftFromForm(recordFormFrom(posted(fields)));

test('numbers are read as numbers, a comma too, and anything else is kept as typed', () => {
  expect(draftOf({ workloadHours: ' 12 ', ects: '0,5', durationWeeks: 'about three', minimumAge: '' })).toMatchObject({
    workloadHours: 12,
    ects: 0.5,
    durationWeeks: 'about three',
    minimumAge: null,
  });
});

test('a level is not said yet, said not to apply, or said', () => {
  expect(draftOf({}).level).toBeUndefined();
  expect(draftOf({ 'level.framework': 'none' }).level).toBeNull();
  expect(draftOf({ 'level.framework': 'EQF', 'level.value': '4' }).level).toEqual({
    framework: 'EQF',
    value: '4',
    cycle: null,
  });
});

test('rows stay in order, and rows in which nothing was written fall away', () => {
  const draft = draftOf({
    'outcomes.0.id': 'a',
    'outcomes.0.text': 'First',
    'outcomes.1.id': 'b',
    'outcomes.1.text': ' ',
    'outcomes.2.text': 'Third',
    'skills.0.label': '',
    'skills.0.role': 'taught',
    'skills.7.label': 'Listening',
    'skills.7.role': 'assessed',
  });
  expect(draft.outcomes).toEqual([
    { id: 'a', text: 'First' },
    { id: '', text: 'Third' },
  ]);
  expect(draft.skills).toEqual([{ label: 'Listening', uri: '', role: 'assessed', proficiency: '' }]);
});

test('whatever was typed stands in the form again', () => {
  const typed = fc.string().map((text) => text.replaceAll('\r\n', '\n'));
  fc.assert(
    fc.property(typed, typed, typed, (title, hours, outcome) => {
      const form = formFromDraft(
        draftOf({ title, workloadHours: hours, 'outcomes.0.text': outcome, 'outcomes.0.id': 'a' }),
      );
      expect(form.texts['title']).toBe(title);
      const number = Number(hours.trim().replace(',', '.'));
      expect(form.texts['workloadHours']).toBe(
        /^\s*-?\d+([.,]\d+)?\s*$/.test(hours) ? String(number) : hours.trim() === '' ? '' : hours,
      );
      expect(form.rows.outcomes[0]?.['text'] ?? '').toBe(outcome.trim() === '' ? '' : outcome);
    }),
  );
});

test('rows are moved and removed by what their buttons send, and nothing else is', () => {
  const form = recordFormFrom(posted({ 'outcomes.0.text': 'a', 'outcomes.1.text': 'b', 'outcomes.2.text': 'c' }));
  const after = (value: string) => {
    const change = rowsChangeFrom(value);
    return (
      change &&
      withRowsChanged(form, change)
        .rows.outcomes.map((row) => row['text'])
        .join('')
    );
  };
  expect(after('outcomes:up:2')).toBe('acb');
  expect(after('outcomes:down:0')).toBe('bac');
  expect(after('outcomes:up:0')).toBe('abc');
  expect(after('outcomes:down:2')).toBe('abc');
  expect(after('outcomes:remove:1')).toBe('ac');
  expect(after('outcomes:add')).toBe('abc');
  for (const value of ['title:up:1', 'outcomes:sort', 'outcomes:up:x', null, 'constructor:add'])
    expect(rowsChangeFrom(value)).toBeUndefined();
});
