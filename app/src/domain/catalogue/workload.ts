/** One ECTS credit is 25 to 30 hours of work: ECTS Users' Guide 2015, section 1. */
const hoursPerEcts = { least: 25, most: 30 } as const;

/** What doesn't fit between the hours and the ECTS of a record. A warning, not an obstacle: national rules differ. */
export interface WorkloadWarning {
  /** Hours for one ECTS by the record, to one decimal. */
  readonly hoursPerEcts: number;
  readonly because: 'too-few-hours' | 'too-many-hours';
}

/** Null when the two agree or one of them isn't stated. */
export function workloadWarning(hours: unknown, ects: unknown): WorkloadWarning | null {
  if (typeof hours !== 'number' || typeof ects !== 'number' || !(hours > 0) || !(ects > 0)) return null;
  const ratio = hours / ects;
  // ECTS are stated to a tenth, rounded: 12 hours as 0.5 agree, though 12 / 0.5 is 24.
  if (ratio < hoursPerEcts.least && Math.ceil((hours / hoursPerEcts.least) * 10) / 10 < ects) {
    return { hoursPerEcts: Math.round(ratio * 10) / 10, because: 'too-few-hours' };
  }
  if (ratio > hoursPerEcts.most && Math.floor((hours / hoursPerEcts.most) * 10) / 10 > ects) {
    return { hoursPerEcts: Math.round(ratio * 10) / 10, because: 'too-many-hours' };
  }
  return null;
}
