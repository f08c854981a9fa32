import { expect, test } from 'vitest';
import { seatRefusal, type SeatQuestion } from './catalogue.ts';
import { broadFields, fieldName, fieldsWithin, isField } from './fields.ts';
import { foldAccents } from './folding.ts';
import { namedOutcomes } from './outcomes.ts';
import { draftProblems } from './record-problems.ts';
import { readCursor, searchParameters, searchRequestFrom, writeCursor } from './search.ts';
import { searchWords } from './search-words.ts';
import { slugFrom } from './slug.ts';
import { workloadWarning } from './workload.ts';

const now = new Date('2026-11-23T12:00:00Z');
const open = { priceMinor: 0, endsAt: null, enrolFrom: null, enrolUntil: null, closedAt: null, capacity: 10, taken: 9 };
const ask = (offering: Partial<SeatQuestion['offering']> = {}, rest: Partial<SeatQuestion> = {}) =>
  seatRefusal(
    { offering: { ...open, ...offering }, teaching: 'taught', retiredAt: null, providerMayOffer: true, ...rest },
    now,
  );

test('a seat is given while the offering is open and has one', () => {
  expect(ask()).toBeNull();
  expect(ask({ capacity: null, taken: 1_000_000 })).toBeNull();
  expect(ask({ enrolFrom: now, enrolUntil: new Date(now.getTime() + 1) })).toBeNull();
  expect(ask({ endsAt: new Date(now.getTime() + 1) })).toBeNull();
});

test('every reason for refusing a seat is told apart', () => {
  expect(ask({ taken: 10 })).toBe('full');
  expect(ask({ closedAt: now })).toBe('closed');
  expect(ask({ enrolUntil: now })).toBe('closed');
  expect(ask({ endsAt: now })).toBe('closed');
  expect(ask({ enrolFrom: new Date(now.getTime() + 1) })).toBe('not-open');
  expect(ask({ priceMinor: 1 })).toBe('priced');
  expect(ask({}, { retiredAt: now })).toBe('retired');
  expect(ask({}, { providerMayOffer: false })).toBe('provider-may-not-offer');
});

test('hours and ECTS agree at 25 to 30 hours for one ECTS, rounding allowed', () => {
  expect(workloadWarning(25, 1)).toBeNull();
  expect(workloadWarning(30, 1)).toBeNull();
  expect(workloadWarning(12, 0.5)).toBeNull();
  expect(workloadWarning(24, 1)).toBeNull();
  expect(workloadWarning(20, 1)).toEqual({ hoursPerEcts: 20, because: 'too-few-hours' });
  expect(workloadWarning(40, 1)).toEqual({ hoursPerEcts: 40, because: 'too-many-hours' });
  expect(workloadWarning('forty', 1)).toBeNull();
  expect(workloadWarning(40, null)).toBeNull();
});

test('a slug is made of the title, without accents, and ends at a whole word', () => {
  expect(slugFrom("Première aide: l'essentiel & plus")).toBe('premiere-aide-lessentiel-plus');
  expect(slugFrom('Straße, Øresund, Łódź')).toBe('strasse-oresund-lodz');
  expect(slugFrom('心理急救')).toBe('microcredential');
  expect(slugFrom('New')).toBe('new-microcredential');
  expect(slugFrom('word '.repeat(40)).length).toBeLessThanOrEqual(80);
  expect(slugFrom('word '.repeat(40))).not.toMatch(/-$/);
});

test('accents come off Latin and Greek letters, and marks that are letters elsewhere stay', () => {
  expect(foldAccents('Sécurité Ἀθῆναι')).toBe('Securite Αθηναι');
  expect(foldAccents('हिन्दी')).toBe('हिन्दी');
  expect(foldAccents('йод')).toBe('йод');
});

test('outcomes keep their ids, new ones get one, and of two with one id the second is new', () => {
  const id = '01900000-0000-7000-8000-00000000000a';
  let made = 0;
  const newId = () => `new ${++made}`;
  expect(
    namedOutcomes(
      [{ id, text: 'a' }, { text: 'b' }, { id, text: 'c' }, { id: 'x', text: 'd' }, { text: '  ' }, 7],
      newId,
    ),
  ).toEqual([
    { id, text: 'a' },
    { id: 'new 1', text: 'b' },
    { id: 'new 2', text: 'c' },
    { id: 'new 3', text: 'd' },
  ]);
});

test('what is typed wrong is told at its place, with the limit that it passed', () => {
  const problems = draftProblems({
    title: 'x'.repeat(161),
    workloadHours: 'twelve',
    ects: 61,
    minimumAge: 17.5,
    reviewOn: '2026-02-30',
    field: '99',
    delivery: 'by-pigeon',
    outcomes: [{ id: '01900000-0000-7000-8000-00000000000a', text: 'y'.repeat(401) }],
    supportLinks: [{ label: '', url: 'ftp://example.org' }],
    skills: [{ label: 'Listening', uri: 'not a link', role: 'taught' }],
  });
  expect(problems.map(({ element, path, because, limit }) => [[element, ...path].join('.'), because, limit])).toEqual([
    ['title', 'too-long', 160],
    ['outcomes.0.text', 'too-long', 400],
    ['workloadHours', 'not-a-number', undefined],
    ['ects', 'too-large', 60],
    ['field', 'not-a-choice', undefined],
    ['delivery', 'not-a-choice', undefined],
    ['skills.0.uri', 'not-a-link', undefined],
    ['supportLinks.0.label', 'missing', undefined],
    ['supportLinks.0.url', 'not-a-link', undefined],
    ['minimumAge', 'not-whole', undefined],
    ['reviewOn', 'not-a-date', undefined],
  ]);
});

test('the last word may be unfinished, unless the search says precisely what it wants', () => {
  expect(searchWords('first ai')).toEqual({ all: 'first ai', unfinished: { before: 'first ', last: 'ai' } });
  expect(searchWords('"first ai')).toEqual({ all: '"first ai' });
  expect(searchWords('art or history')).toEqual({ all: 'art or history' });
  expect(searchWords('art -history')).toEqual({ all: 'art -history' });
  expect(searchWords("a'); drop table x; --\u0000").all).not.toContain('\u0000');
});

test('a search survives its address, and what the address cannot mean is left out', () => {
  const request = searchRequestFrom(
    new URLSearchParams(
      'q=first+aid&field=03&field=0923&level=EQF:4&delivery=hybrid&delivery=x&free=yes&provider=northgate&after=abc&sort=newest',
    ),
  );
  expect(request).toEqual({
    words: 'first aid',
    order: 'newest',
    filters: {
      fields: ['03'],
      levels: ['EQF:4'],
      deliveries: ['hybrid'],
      languages: [],
      providers: ['northgate'],
      free: true,
    },
    cursor: 'abc',
  });
  expect(searchRequestFrom(searchParameters(request))).toEqual(request);
});

test('a cursor comes back as it went, and anything else is no cursor', () => {
  const id = '01900000-0000-7000-8000-00000000000a';
  for (const cursor of [
    { by: 'rank', rank: '0.0607927', id },
    { by: 'rank', rank: '6.07927e-05', id },
    { by: 'newest', publishedAt: now, id },
  ] as const) {
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  }
  for (const text of [
    undefined,
    '',
    'r',
    `r~1;drop~${id}`,
    `n~yesterday~${id}`,
    `r~0.5~${id}x`,
    'n~2026-11-23T12:00:00Z',
  ]) {
    expect(readCursor(text)).toBeUndefined();
  }
});

test('fields of study are the eleven broad ones and what lies within them', () => {
  expect(broadFields).toHaveLength(11);
  expect(broadFields[0]).toEqual({ code: '00', name: 'Generic programmes and qualifications' });
  expect(isField('0923')).toBe(true);
  expect(isField('9')).toBe(false);
  expect(isField('toString')).toBe(false);
  expect(fieldName('0923')).toBe('Social work and counselling');
  expect(fieldsWithin('08').map(({ code }) => code)).toEqual(['081', '0811', '0812', '082', '083', '084']);
});
