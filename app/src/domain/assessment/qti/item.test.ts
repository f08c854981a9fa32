import fc from 'fast-check';
import { expect, test } from 'vitest';
import { questionKind, type Fields, type Question, type QuestionKindId } from '../question-kinds.ts';
import { readItem, type PictureOf } from './read-item.ts';
import { writeItem } from './write-item.ts';
import { parseXml } from './xml.ts';

const picture = { id: '0198c0de-0000-7000-8000-000000000001', width: 640, height: 455 };
const pictureOf: PictureOf = () => picture;
const read = (text: string, from: PictureOf = pictureOf) => {
  const parsed = parseXml(Buffer.from(text));
  return typeof parsed === 'string' ? parsed : readItem(parsed, from);
};

const words = fc
  .stringMatching(/^[a-zA-Zäé<>&"' 0-9.,?!]{1,12}$/)
  .map((text) => text.replaceAll(/ +/g, ' ').trim())
  .filter((text) => text !== '');
const distinct = fc.uniqueArray(words, { minLength: 2, maxLength: 8 });
const rows = (name: string, texts: readonly string[]): Fields =>
  Object.fromEntries(texts.map((text, row) => [`${name}-${row}`, text]));
const flag = (name: string) => fc.boolean().map((on): Fields => (on ? { [name]: 'on' } : {}));
const strict = fc.tuple(flag('caseMatters'), flag('accentsMatter')).map(([one, other]) => ({ ...one, ...other }));
const percent = fc.integer({ min: 0, max: 1_000_000 }).map((whole) => whole / 10_000);

const forms: Readonly<Record<QuestionKindId, fc.Arbitrary<Fields>>> = {
  'single-choice': distinct.map((texts) => ({ ...rows('option', texts), correct: '1' })),
  'multiple-choice': distinct.map((texts) => ({ ...rows('option', texts), 'right-0': 'on', 'right-1': 'on' })),
  'true-false': fc.constantFrom('true', 'false').map((correct) => ({ 'option-0': 'Yes', 'option-1': 'No', correct })),
  numeric: fc
    .tuple(fc.integer(), fc.constantFrom('0', '0.5', '2'), fc.constantFrom('', 'kg', 'm/s'))
    .map(([value, tolerance, unit]) => ({ value: String(value), tolerance, unit })),
  'short-text': fc.tuple(distinct, strict).map(([texts, how]) => ({ accepted: texts.join('\n'), ...how })),
  ordering: distinct.map((texts) => rows('option', texts)),
  matching: fc
    .tuple(distinct, distinct)
    .map(([left, right]) => ({
      ...rows('item', left),
      ...rows(
        'match',
        left.map((_, row) => right[row % right.length] ?? ''),
      ),
    }))
    .filter((form: Fields) => form['match-0'] !== form['match-1']),
  cloze: fc.tuple(distinct, strict).map(([[first = '', second = ''], how]) => ({
    prompt: 'The [1] sat\non the [2].',
    'gap-1': first,
    'gap-2': first,
    'wrong-2': second,
    ...how,
  })),
  formula: fc
    .integer({ min: 1, max: 9 })
    .map((factor) => ({ variables: 'x, y', formula: `${factor}x + y < 1`.replace(' < 1', '') })),
  hotspot: fc
    .tuple(distinct, fc.array(percent, { minLength: 6, maxLength: 6 }))
    .map(([texts, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]]) => ({
      alternative: 'A "map" of <coasts>',
      ...rows('region', texts),
      ...rows('shape', ['polygon', 'rect', ...texts.slice(2).map(() => 'circle')]),
      ...rows('coords', [
        `${a} ${b} ${c} ${d} ${e} ${f}`,
        `${a / 2} ${b / 2} ${50 + c / 2} ${50 + d / 2}`,
        ...texts.slice(2).map(() => `${a} ${b} 5.25`),
      ]),
      picture: picture.id,
      pictureWidth: String(picture.width),
      pictureHeight: String(picture.height),
      correct: '1',
    })),
};
const made = (kind: QuestionKindId, form: Fields): Question =>
  ({
    kind,
    ...questionKind(kind).fromForm({
      prompt: 'Which one?\nThink of <b> & "c".',
      explanation: 'So it is.\nYes.',
      ...form,
    }),
  }) as Question;

test.each(Object.entries(forms))('%s: a question written as QTI 3.0 is read as the same question', (id, form) => {
  const kind = id as QuestionKindId;
  fc.assert(
    fc.property(form, (fields) => {
      const question = made(kind, fields);
      if (questionKind(kind).problems(question.body, question.key).length > 0) return;
      const again = read(writeItem(question, 'q1', 'pictures/p.svg'));
      expect(again).toMatchObject({ kind: 'read' });
      expect(typeof again !== 'string' && again.kind === 'read' && again.question).toEqual(question);
    }),
  );
});

test('entities, document types and what is no XML are refused before anything is read from them', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>';
  const outside = '<!doctype a SYSTEM "file:///etc/passwd"><a/>';
  expect(read(bomb)).toBe('xml-doctype');
  expect(read(outside)).toBe('xml-doctype');
  expect(read('<a>&c;</a>')).toBe('xml-broken');
  expect(read('<a><b></a>')).toBe('xml-broken');
  expect(read('hello')).toBe('xml-broken');
  expect(parseXml(Buffer.from([0xff, 0xfe, 0x3c, 0x00]))).toBe('xml-not-utf8');
  expect(read(`${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`)).toBe('xml-too-deep');
  expect(read(`<a>${' '.repeat(1024 * 1024)}</a>`)).toBe('xml-too-large');
});

const item = (declaration: string, body: string, more = ''): string =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t" adaptive="false" timeDependent="false">${declaration}<itemBody>${body}</itemBody>${more}</assessmentItem>`;

test('an item of QTI 2.1 is read like one of 3.0', () => {
  const text = item(
    '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse></responseDeclaration>',
    '<p>Look  at\nthis.</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Which?</prompt><simpleChoice identifier="A">One</simpleChoice><simpleChoice identifier="B">Two <b>bold</b></simpleChoice></choiceInteraction>',
  );
  expect(read(text)).toMatchObject({
    kind: 'read',
    question: {
      kind: 'single-choice',
      body: { prompt: 'Look at this.\nWhich?', options: [{ text: 'One' }, { text: 'Two bold' }] },
      key: { correct: 'o1' },
    },
  });
});

test('what can’t be taken is named', () => {
  const declaration = (cardinality: string) =>
    `<responseDeclaration identifier="RESPONSE" cardinality="${cardinality}" baseType="identifier"/>`;
  const choice =
    '<choiceInteraction responseIdentifier="RESPONSE"><simpleChoice identifier="A">One</simpleChoice><simpleChoice identifier="B">Two</simpleChoice></choiceInteraction>';
  expect(read(item('', choice))).toMatchObject({ because: 'no-correct-answer' });
  expect(read(item(declaration('single'), '<p>Read.</p>'))).toMatchObject({ because: 'no-interaction' });
  expect(read(item('', '<p>See <img src="a.png" alt=""/></p>' + choice))).toMatchObject({
    because: 'media-in-text',
    detail: 'img',
  });
  expect(read(item('', choice + choice))).toMatchObject({ because: 'several-interactions' });
  expect(read(item('', '<uploadInteraction responseIdentifier="RESPONSE"/>'))).toMatchObject({
    because: 'interaction-unknown',
    detail: 'uploadInteraction',
  });
  expect(read(item('', choice).replace('adaptive="false"', 'adaptive="true"'))).toMatchObject({ because: 'adaptive' });
  expect(read('<html xmlns="http://www.w3.org/1999/xhtml"/>')).toMatchObject({ because: 'not-an-item' });
});
