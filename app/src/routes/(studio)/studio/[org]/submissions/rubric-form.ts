import { m } from '#messages';
import type { Choice, Task } from '#domain/assessment/task.ts';
import { textOf } from '../../form.ts';

/** What was chosen and written in a form for a task's rubric, with what was typed to show it again. */
export function rubricIn(
  form: FormData,
  task: Task,
): { readonly values: Record<string, string>; readonly choices: readonly Choice[] } {
  const values: Record<string, string> = Object.fromEntries(
    task.criteria.flatMap(({ id }) =>
      [`level-${id}`, `feedback-${id}`].map((name) => [name, textOf(form, name)] as const),
    ),
  );
  values['feedback'] = textOf(form, 'feedback');
  const choices = task.criteria.flatMap(({ id }) => {
    const level = values[`level-${id}`] ?? '';
    return /^\d$/.test(level)
      ? [{ criterionId: id, level: Number(level), feedback: values[`feedback-${id}`] ?? '' }]
      : [];
  });
  return { values, choices };
}

/** A sentence for each criterion without a level. */
export function levelsMissing(choices: readonly Choice[], task: Task): Readonly<Record<string, string>> {
  const missing = task.criteria.filter(({ id }) => !choices.some(({ criterionId }) => criterionId === id));
  return Object.fromEntries(
    missing.map(({ id, title }) => [`level-${id}`, m.tasks_judge_level_missing({ criterion: title })]),
  );
}
