/**
 * Changes to the rules on which trust rests that no test sees, each with the reason why none can or need:
 * where (the end of the path), what stood there, what Stryker put there (any, when left out), and why.
 */
const words =
  'The sentence of an error. What callers rely on is its code, which is tested; the words may be put better any day.';

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
];
