/** The part of a record's workload by which the lessons' minutes may differ: assessments and own study take time too. */
const tolerated = 0.25;

/** How the lessons' estimated time stands to the workload that the record states. A warning, not an obstacle. */
export interface LessonTimeWarning {
  readonly because: 'less-than-workload' | 'more-than-workload';
  /** What the lessons add up to, to a tenth. */
  readonly lessonHours: number;
  readonly workloadHours: number;
}

/** Null when the two are near each other, or one of them isn't stated yet. */
export function lessonTimeWarning(
  lessons: readonly { readonly minutes: number }[],
  workloadHours: unknown,
): LessonTimeWarning | null {
  const hours = lessons.reduce((sum, { minutes }) => sum + minutes, 0) / 60;
  if (typeof workloadHours !== 'number' || !(workloadHours > 0) || hours === 0) return null;
  if (Math.abs(hours - workloadHours) <= workloadHours * tolerated) return null;
  return {
    because: hours < workloadHours ? 'less-than-workload' : 'more-than-workload',
    lessonHours: Math.round(hours * 10) / 10,
    workloadHours,
  };
}
