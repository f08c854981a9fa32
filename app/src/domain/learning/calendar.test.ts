import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { iCalendar, type CalendarEntry } from './calendar.ts';

const madeAt = new Date('2026-10-12T09:00:00.123Z');

/** What an independent reader makes of it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      when: event.startDate.toString(),
      summary: event.summary,
      description: event.description,
      url: String(component.getFirstPropertyValue('url')),
    };
  });
}

const anEntry: CalendarEntry = {
  uid: 'lesson-1@cairn.example',
  when: '2026-10-14',
  summary: 'Look, listen; link\\new',
  description: 'About 30 minutes.\nThen rest.',
  url: 'https://cairn.example/learning/1/lessons/look',
};

test('an independent reader finds the same days and words, commas, semicolons, backslashes and line breaks included', () => {
  expect(read(iCalendar({ name: 'Plan', entries: [anEntry], madeAt }))).toEqual([anEntry]);
});

test('what would end a value stands escaped, for readers that insist on it', () => {
  const text = iCalendar({ name: 'One, two', entries: [anEntry], madeAt });
  expect(text).toContain('\r\nSUMMARY:Look\\, listen\\; link\\\\new\r\n');
  expect(text).toContain('\r\nDESCRIPTION:About 30 minutes.\\nThen rest.\r\n');
  expect(text).toContain('\r\nX-WR-CALNAME:One\\, two\r\n');
});

test('it says when it was made, as UTC, and takes the day without taking its hours', () => {
  const text = iCalendar({ name: 'Plan', entries: [anEntry], madeAt });
  expect(text).toContain('\r\nDTSTAMP:20261012T090000Z\r\n');
  expect(text).toContain('\r\nDTSTART;VALUE=DATE:20261014\r\n');
  expect(text).toContain('\r\nTRANSP:TRANSPARENT\r\n');
});

test('what has its hours is an appointment from one moment until another, wherever it is read', () => {
  const when = { from: new Date('2026-10-14T16:00:00Z'), until: new Date('2026-10-14T18:30:00Z') };
  const text = iCalendar({ name: 'Plan', entries: [{ ...anEntry, when }], madeAt });
  expect(text).toContain('\r\nDTSTART:20261014T160000Z\r\nDTEND:20261014T183000Z\r\n');
  expect(text).not.toContain('TRANSP');
  expect(read(text)).toEqual([{ ...anEntry, when: '2026-10-14T16:00:00Z' }]);
});

test('whatever the words: lines end with CR LF, hold at most 75 octets, and are read back whole', () => {
  const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 300, size: 'max' }).map((text) =>
    // What no title holds: control characters, and half a character.
    text.replaceAll(/[\p{Cc}\p{Cs}]/gu, 'x'),
  );
  fc.assert(
    fc.property(words, words, (summary, description) => {
      const entry = { ...anEntry, summary, description };
      const text = iCalendar({ name: summary, entries: [entry, { ...entry, uid: 'two' }], madeAt });
      const lines = text.split('\r\n');
      expect(lines.at(-1)).toBe('');
      for (const line of lines) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n]/);
      }
      expect(read(text)).toEqual([entry, { ...entry, uid: 'two' }]);
    }),
  );
});
