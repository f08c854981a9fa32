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

/** By the countries' reports that reference their framework to the EQF; AQF and NZQCF have none in force. */
const toEqf: Readonly<Record<LevelFramework, Readonly<Partial<Record<string, number>>>>> = {
  EQF: { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8 },
  RQF: { 'Entry 3': 1, 1: 2, 2: 3, 3: 4, 4: 5, 5: 5, 6: 6, 7: 7, 8: 8 },
  SCQF: { 2: 1, 3: 1, 4: 2, 5: 3, 6: 4, 7: 5, 8: 5, 9: 6, 10: 6, 11: 7, 12: 8 },
  'NFQ-IE': { 1: 1, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6, 8: 6, 9: 7, 10: 8 },
  AQF: {},
  NZQCF: {},
};

/** The EQF level that a level corresponds to, 1 to 8; undefined where none is agreed. Draws badges, claims nothing. */
export function eqfLevel(
  level: { readonly framework: LevelFramework; readonly value: string } | null,
): number | undefined {
  return level === null ? undefined : toEqf[level.framework][level.value];
}
