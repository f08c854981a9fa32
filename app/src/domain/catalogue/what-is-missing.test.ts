import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Part } from './catalogue.ts';
import { mandatoryElements, pageElements, recordSchema, type DraftRecord, type RecordElement } from './record.ts';
import type { Partnership } from './partners.ts';
import { statedOnly, whatIsMissing } from './what-is-missing.ts';

const organisationId = '01900000-0000-7000-8000-000000000001';
const first = '01900000-0000-7000-8000-00000000000a';
const second = '01900000-0000-7000-8000-00000000000b';

const complete: DraftRecord = {
  title: 'Psychological first aid',
  country: 'GB',
  awardingBodyId: organisationId,
  delivererId: organisationId,
  outcomes: [
    { id: first, text: 'Recognise reactions' },
    { id: second, text: 'Listen' },
  ],
  workloadHours: 12,
  level: { framework: 'EQF', value: '4', cycle: null },
  assessmentTypes: ['automated-quiz'],
  participation: 'online',
  qualityAssurance: { type: 'internal', detail: '' },
  summary: 'Help people in the first hours after a crisis.',
  description: 'What to look for and what to say.',
  supervision: 'none',
  field: '0923',
  language: 'en',
  delivery: 'online-self-paced',
};
const part = (name: Part['part'], change: Partial<Part> = {}): Part => ({
  part: name,
  hash: 'h',
  coveredOutcomes: [first, second],
  problems: [],
  ...change,
});
const parts = [part('content'), part('assessment'), part('award-rule')];
const draft = (record: DraftRecord) => ({ organisationId, teaching: 'taught' as const, record });
const needed: readonly { element: RecordElement; number: number | null }[] = [...mandatoryElements, ...pageElements];

test('a complete record with parts that cover every outcome lacks nothing', () => {
  expect(whatIsMissing(draft(complete), parts)).toEqual([]);
  expect(recordSchema.safeParse(complete).success).toBe(true);
});

test('an empty draft lacks every mandatory element of the Recommendation that is not in the award', () => {
  const missing = whatIsMissing({ organisationId, teaching: 'listed', record: {} }, []);
  const numbers = missing.flatMap((thing) => (thing.kind === 'element' && thing.number !== null ? [thing.number] : []));
  // 1 (learner) and 5 (date of issuing) are in the award; 13 is optional there and asked here.
  expect(numbers.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 6, 7, 8, 9, 10, 11, 13]);
});

test('whichever mandatory elements are left out or left blank, exactly those are named, each with its number', () => {
  const blank = fc.constantFrom<unknown>(undefined, '', '  ', [], {});
  fc.assert(
    fc.property(fc.subarray([...needed], { minLength: 1 }), blank, (leftOut, nothing) => {
      const record = { ...complete, ...Object.fromEntries(leftOut.map(({ element }) => [element, nothing])) };
      const missing = whatIsMissing(draft(record), parts);
      const expected = leftOut.map(({ element, number }) => ({ kind: 'element', element, number, because: 'missing' }));
      expect(missing).toHaveLength(expected.length);
      expect(missing).toEqual(expect.arrayContaining(expected));
    }),
  );
});

test('whatever is typed into it, a record that lacks nothing can be parsed as one', () => {
  const elements = Object.keys(recordSchema.shape) as RecordElement[];
  const typed = fc.oneof(
    fc.string(),
    fc.double(),
    fc.nat(),
    fc.constant(null),
    fc.constant(''),
    fc.array(fc.string()),
    fc.object({ maxDepth: 1 }),
  );
  const changes = fc.array(fc.tuple(fc.constantFrom(...elements), typed), { minLength: 1, maxLength: 3 });
  let ready = 0;
  fc.assert(
    fc.property(changes, (changed) => {
      const record = { ...complete, courseUrl: 'https://northgate.example/knots', ...Object.fromEntries(changed) };
      if (whatIsMissing({ organisationId, teaching: 'listed', record }, []).length > 0) return;
      ready += 1;
      expect(recordSchema.safeParse(statedOnly(record)).success).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(ready).toBeGreaterThan(50);
});

test('a level may be said not to apply, and an element that always applies may not', () => {
  expect(whatIsMissing(draft({ ...complete, level: null }), parts)).toEqual([]);
  expect(whatIsMissing(draft({ ...complete, workloadHours: null }), parts)).toEqual([
    { kind: 'element', element: 'workloadHours', number: 7, because: 'missing' },
  ]);
});

test('an optional element that was typed wrong stands in the way too', () => {
  const record = {
    ...complete,
    supportLinks: [{ label: 'Helpline', url: 'javascript:alert(1)' }],
    minimumAge: 'sixteen',
  };
  expect(whatIsMissing(draft(record), parts)).toEqual([
    { kind: 'element', element: 'supportLinks', number: null, because: 'invalid' },
    { kind: 'element', element: 'minimumAge', number: null, because: 'invalid' },
  ]);
});

test('a level that its framework does not have is wrong', () => {
  expect(
    whatIsMissing(draft({ ...complete, level: { framework: 'EQF', value: '9', cycle: null } }), parts),
  ).toMatchObject([{ element: 'level', because: 'invalid' }]);
});

test('whoever is named beside the provider has agreed to be named so', () => {
  const other = '01900000-0000-7000-8000-000000000002';
  const named = { ...complete, awardingBodyId: other, jointAwardingBodyIds: [organisationId] };
  const asked = (changes: Partial<Partnership>): Partnership => ({
    id: '01900000-0000-7000-8000-000000000003',
    microcredentialId: '01900000-0000-7000-8000-000000000004',
    organisationId: other,
    role: 'awards',
    note: '',
    askedAt: new Date(0),
    answer: 'agreed',
    answeredAt: new Date(0),
    endedAt: null,
    ...changes,
  });
  const notAgreed = [
    { kind: 'organisation', element: 'awardingBodyId', because: 'not-agreed', organisationId: other },
  ] as const;
  expect(whatIsMissing(draft(named), parts)).toEqual(notAgreed);
  expect(whatIsMissing(draft(named), parts, [asked({ answer: null })])).toEqual(notAgreed);
  expect(whatIsMissing(draft(named), parts, [asked({ answer: 'declined' })])).toEqual(notAgreed);
  expect(whatIsMissing(draft(named), parts, [asked({ role: 'awards-jointly' })])).toEqual(notAgreed);
  expect(whatIsMissing(draft(named), parts, [asked({ endedAt: new Date(0) })])).toEqual(notAgreed);
  expect(whatIsMissing(draft(named), parts, [asked({})])).toEqual([]);
  expect(whatIsMissing(draft({ ...complete, delivererId: other }), parts, [asked({})])).toHaveLength(1);
  expect(whatIsMissing(draft({ ...complete, jointAwardingBodyIds: [organisationId] }), parts)).toMatchObject([
    { element: 'jointAwardingBodyIds', because: 'twice' },
  ]);
});

test('taught here, each part must be there and without problems', () => {
  expect(whatIsMissing(draft(complete), [part('award-rule')])).toEqual([
    { kind: 'part', part: 'content', because: 'missing', problems: [] },
    { kind: 'part', part: 'assessment', because: 'missing', problems: [] },
  ]);
  expect(
    whatIsMissing(draft(complete), [
      part('content', { problems: ['lesson-empty'] }),
      part('assessment'),
      part('award-rule'),
    ]),
  ).toEqual([{ kind: 'part', part: 'content', because: 'problems', problems: ['lesson-empty'] }]);
});

test('taught here, an outcome counts as covered only by what the award rule requires', () => {
  const notRequired = [part('content'), part('assessment'), part('award-rule', { coveredOutcomes: [first] })];
  expect(whatIsMissing(draft(complete), notRequired)).toEqual([
    { kind: 'coverage', because: 'uncovered', outcomeIds: [second] },
  ]);
});

test('listed, the page to enrol on is asked for, and neither parts nor coverage', () => {
  const listed = (record: DraftRecord) => whatIsMissing({ ...draft(record), teaching: 'listed' }, []);
  expect(listed(complete)).toEqual([{ kind: 'element', element: 'courseUrl', number: null, because: 'missing' }]);
  expect(listed({ ...complete, courseUrl: 'https://northgate.example/knots' })).toEqual([]);
  expect(listed({ ...complete, courseUrl: 'javascript:alert(1)' })).toMatchObject([{ because: 'invalid' }]);
});
