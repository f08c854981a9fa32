import { csvLine } from '#platform/server/csv.ts';
import type { AnalysedQuestion } from './item-analysis.ts';

const columns = ['number', 'question', 'kind', 'points', 'drawn', 'asked', 'answered', 'facility', 'discrimination'];
const groupColumns = ['upper_learners', 'upper_share', 'lower_learners', 'lower_share', 'to_look_at'];

/** A line for each question, in the order of the quiz. Figures that are withheld or undefined are empty. */
export function* analysisCsv(questions: readonly AnalysedQuestion[]): Generator<string> {
  yield csvLine([...columns, ...groupColumns]);
  for (const { item, number, isDrawn, analysis } of questions) {
    const figures = analysis.kind === 'figures' ? analysis : undefined;
    const { upper, lower } = figures?.extremes ?? {};
    yield csvLine([
      String(number),
      item.body.prompt,
      item.kind,
      String(item.points),
      isDrawn ? 'yes' : 'no',
      figures ? String(figures.asked) : '',
      figures ? String(figures.answered) : '',
      decimal(figures?.facility),
      decimal(figures?.discrimination),
      upper ? String(upper.learners) : '',
      decimal(upper?.share),
      lower ? String(lower.learners) : '',
      decimal(lower?.share),
      [...new Set(figures?.flags.map(({ kind }) => kind))].join(' '),
    ]);
  }
}

function decimal(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : value.toFixed(3);
}
