/**
 * Qualifications frameworks and the levels each has. Sources: Council Recommendation 2017/C 189/03 (EQF); Ofqual, RQF;
 * SCQF Partnership; QQI, NFQ (Ireland); AQF Council; NZQA, NZQCF.
 */
export const levelFrameworks = ['EQF', 'RQF', 'SCQF', 'NFQ-IE', 'AQF', 'NZQCF'] as const;
export type LevelFramework = (typeof levelFrameworks)[number];

const upTo = (highest: number) => Array.from({ length: highest }, (_, index) => String(index + 1));

export const levelValues: Readonly<Record<LevelFramework, readonly string[]>> = {
  EQF: upTo(8),
  RQF: ['Entry 1', 'Entry 2', 'Entry 3', ...upTo(8)],
  SCQF: upTo(12),
  'NFQ-IE': upTo(10),
  AQF: upTo(10),
  NZQCF: upTo(10),
};

/** A level as one stable text, for addresses and facets: `EQF:5`. */
export function levelKey(level: { readonly framework: string; readonly value: string }): string {
  return `${level.framework}:${level.value}`;
}
