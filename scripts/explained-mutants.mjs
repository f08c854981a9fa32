/**
 * Changes to the rules on which trust rests that no test sees, each with the reason why none can or need:
 * where (the end of the path), what stood there, what Stryker put there (any, when left out), and why.
 */
const words =
  'The sentence of an error. What callers rely on is its code, which is tested; the words may be put better any day.';

const noAnswer = 'The same: it stands for no answer, which is marked as any text that nobody accepts.';
const neverAbsent =
  'The same: what stands on its left is always there; the default is for the compiler, which cannot know.';
const onlyBefore = 'The same: a sort asks only whether the one comes before the other, and no two texts are equal.';
const comparedWithNothing =
  'The same: a comparison with `undefined` is false, and so is the answer; the check is there for the compiler.';

export const explainedMutants = [
  { file: 'status-list/bitstring.ts', was: "'The length of a status list is a multiple of 8.'", why: words },
  { file: 'status-list/bitstring.ts', was: '`A status list has at least ${shortestStatusList} entries.`', why: words },
  { file: 'status-list/bitstring.ts', was: `'An encoded status list starts with "u".'`, why: words },
  { file: 'status-list/bitstring.ts', was: "'The encoded status list cannot be read.'", why: words },
  { file: 'status-list/bitstring.ts', was: '`The status list has no entry ${index}.`', why: words },
  { file: 'status-list/bitstring.ts', was: "'The status list is larger than this library reads.'", why: words },
  {
    file: 'status-list/bitstring.ts',
    was: 'size > mostBytes',
    became: 'false',
    why: 'The same: reading has stopped by then, and `statusListOf` refuses what is too large with the same error.',
  },
  {
    file: 'awards/awards.ts',
    was: 'a.outcomeId < b.outcomeId',
    became: 'a.outcomeId <= b.outcomeId',
    why: 'The same: the outcomes are the keys of a map, so no two are equal.',
  },
  {
    file: 'verify/decide-dates.ts',
    was: 'from && until',
    why: 'The same: a date compared with `undefined` is never greater, so the comparison that follows is false anyway.',
  },
  {
    file: 'verify/decide-status.ts',
    was: "entry.kind === 'unsupported'",
    became: 'false',
    why: 'The same: such an entry has no purpose, and the next line lets an entry without one concern every purpose.',
  },
  {
    file: 'verify/decide-status.ts',
    was: "'unsupported'",
    became: '""',
    why: 'The same: such an entry has no purpose, and the next line lets an entry without one concern every purpose.',
  },
  {
    file: 'verify/decide-status.ts',
    was: "typeof statusSize === 'number'",
    became: 'true',
    why: 'The same: `Number.isInteger` is false for anything but a number; the check is there for the compiler.',
  },
  {
    file: 'question-kinds/kind.ts',
    was: 'a < b',
    became: 'a <= b',
    why: onlyBefore,
  },
  {
    file: 'question-kinds/kind.ts',
    was: 'a > b',
    why: onlyBefore,
  },
  {
    file: 'question-kinds/ordering.ts',
    was: "''",
    why: neverAbsent,
  },
  {
    file: 'question-kinds/ordering.ts',
    was: 'items.find((item) => item.text === text)?.id',
    why: neverAbsent,
  },
  {
    file: 'question-kinds/cloze.ts',
    was: "''",
    became: '"Stryker was here!"',
    why: noAnswer,
  },
  {
    file: 'question-kinds/short-text.ts',
    was: "''",
    became: '"Stryker was here!"',
    why: noAnswer,
  },
  {
    file: 'question-kinds/numeric.ts',
    was: "''",
    became: '"Stryker was here!"',
    why: noAnswer,
  },
  {
    file: 'question-kinds/cloze.ts',
    was: '[]',
    became: '["Stryker was here"]',
    why: 'The same: what has no text is joined to no text.',
  },
  {
    file: 'question-kinds/multiple-choice.ts',
    was: '[]',
    became: '["Stryker was here"]',
    why: 'The same: it stands for no answer, and names no option.',
  },
  {
    file: 'question-kinds/decimal.ts',
    was: "''",
    became: '"Stryker was here!"',
    why: neverAbsent,
  },
  {
    file: 'question-kinds/decimal.ts',
    was: "'0'",
    became: '""',
    why: 'The same: no text is the number 0 too.',
  },
  {
    file: 'question-kinds/decimal.ts',
    was: '[]',
    became: '["Stryker was here"]',
    why: 'The same: its first element is passed over, as that of a match is.',
  },
  {
    file: 'question-kinds/decimal.ts',
    was: 'most === undefined',
    became: 'false',
    why: comparedWithNothing,
  },
  {
    file: 'question-kinds/decimal.ts',
    was: 'apart < 0n',
    became: 'apart <= 0n',
    why: 'The same: 0 is its own opposite.',
  },
  {
    file: 'question-kinds/expression.ts',
    was: '[]',
    became: '["Stryker was here"]',
    why: 'The same: neither no words nor unknown ones are an expression.',
  },
  {
    file: 'question-kinds/expression.ts',
    was: "''",
    became: '"Stryker was here!"',
    why: 'The same: neither no word nor an unknown one is a part of an expression.',
  },
  {
    file: 'question-kinds/expression.ts',
    was: 'token === undefined',
    became: 'false',
    why: 'The same: `undefined` is none of the signs; the check is there for the compiler.',
  },
  {
    file: 'question-kinds/formula.ts',
    was: 'Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))',
    became: 'Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b))',
    why: 'No two floating-point numbers that an answer comes to are apart by just that much.',
  },
  {
    file: 'assessment/assessment.ts',
    was: 'from !== null',
    became: 'true',
    why: 'The same: no moment is earlier than `null`, which counts as 1970; the check is there for the compiler.',
  },
  {
    file: 'assessment/award-rule.ts',
    was: 'one.score * best.outOf > best.score * one.outOf',
    became: 'one.score * best.outOf >= best.score * one.outOf',
    why: 'The same: of two equal shares either is the best.',
  },
  {
    file: 'assessment/award-rule.ts',
    was: '[]',
    became: '["Stryker was here"]',
    why: 'The same: what names no score is reached by none, and is like no other.',
  },
];
