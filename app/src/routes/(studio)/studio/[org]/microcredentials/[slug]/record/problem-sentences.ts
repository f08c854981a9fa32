import type { RecordProblem } from '#domain/catalogue/record-problems.ts';
import { m } from '#messages';

/** A sentence for each field of the record's form that something is wrong with; the first of several. */
export function problemSentences(problems: readonly RecordProblem[]): Readonly<Record<string, string>> {
  const sentences: Record<string, string> = {};
  for (const problem of problems) sentences[fieldOf(problem)] ??= sentenceOf(problem);
  return sentences;
}

/** The name under which the form sends it. */
function fieldOf({ element, path }: RecordProblem): string {
  // Of the choices of an element, the group is the field: `assessmentTypes.0` is no field of its own.
  return element === 'assessmentTypes' ? element : [element, ...path].join('.');
}

function sentenceOf({ element, path, because, limit }: RecordProblem): string {
  const [row] = path;
  const name = m.catalogue_element({ element });
  const label =
    typeof row === 'number' && element !== 'assessmentTypes'
      ? m.catalogue_row_group({ group: name, number: row + 1 })
      : name;
  return m.catalogue_problem({ because, label, limit: limit ?? '' });
}
