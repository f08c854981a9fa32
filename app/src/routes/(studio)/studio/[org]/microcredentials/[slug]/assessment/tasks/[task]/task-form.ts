import { m } from '#messages';
import { isId } from '#platform/server/ids.ts';
import { rubricProblems, type Criterion } from '#domain/assessment/task.ts';
import type { Assessment } from '#domain/assessment/assessment.ts';
import { readQuiz, smallNumber } from '../../quiz-form.ts';

const levelRows = 4;
const mostCriteria = 12;

export interface CriterionValues {
  readonly id: string;
  readonly title: string;
  readonly outcomes: readonly string[];
  readonly levels: readonly { readonly title: string; readonly points: string; readonly descriptor: string }[];
}

export interface TaskValues {
  readonly title: string;
  readonly instructions: string;
  readonly passMark: string;
  readonly attemptLimit: string;
  readonly judgeWithinDays: string;
  readonly criteria: readonly CriterionValues[];
}

const noLevel = { title: '', points: '', descriptor: '' };

/** A task as its form shows it, with one more criterion to fill in. */
export function valuesOfTask(assessment: Assessment | undefined): TaskValues {
  const settings = assessment?.settings;
  const criteria = (assessment?.task?.criteria ?? []).map((criterion) => ({
    ...criterion,
    levels: filled(criterion.levels.map((level) => ({ ...level, points: String(level.points) }))),
  }));
  return {
    title: assessment?.title ?? '',
    instructions: assessment?.instructions ?? '',
    passMark: String(settings?.passMark ?? 60),
    attemptLimit: settings ? String(settings.attemptLimit ?? '') : '2',
    judgeWithinDays: String(assessment?.task?.judgeWithinDays ?? 7),
    criteria: withOneMore(criteria),
  };
}

function filled(levels: CriterionValues['levels']): CriterionValues['levels'] {
  return [...levels, ...Array.from({ length: Math.max(0, levelRows - levels.length) }, () => noLevel)];
}

function withOneMore(criteria: readonly CriterionValues[]): readonly CriterionValues[] {
  const empty = { id: '', title: '', outcomes: [], levels: filled([]) };
  return criteria.length < mostCriteria ? [...criteria, empty] : criteria;
}

type Task = Extract<ReturnType<typeof readQuiz>, { quiz: unknown }>['quiz'] & {
  readonly criteria: readonly Criterion[];
  readonly judgeWithinDays: number;
};

/** What an author typed about a task: the task, or a sentence for each field that is not right. */
export function readTask(
  form: FormData,
  { newId, outcomes }: { readonly newId: () => string; readonly outcomes: readonly string[] },
): { readonly task: Task } | { readonly errors: Readonly<Record<string, string>>; readonly values: TaskValues } {
  const read = readQuiz(form);
  const typed = Array.from({ length: mostCriteria }, (_, index) => criterionIn(form, index, outcomes)).filter(isFilled);
  const criteria = typed.map((criterion) => asCriterion(criterion, newId));
  const field = (name: string): string => String(form.get(name) ?? '').trim();
  const judgeWithinDays = smallNumber(field('judgeWithinDays'), 90);
  const errors = {
    ...('errors' in read ? read.errors : {}),
    ...(field('instructions') === '' ? { instructions: m.tasks_problem_instructions() } : {}),
    ...(judgeWithinDays === undefined ? { judgeWithinDays: m.tasks_problem_judge_within() } : {}),
    ...(typed.length === 0 ? { 'criterion-0-title': m.tasks_problem_no_criteria() } : {}),
    ...merged(typed.map((criterion, index) => errorsOf(criterion, criteria[index], index))),
  };
  if ('quiz' in read && judgeWithinDays !== undefined && Object.keys(errors).length === 0) {
    return { task: { ...read.quiz, criteria, judgeWithinDays } };
  }
  const values = {
    title: field('title').slice(0, 200),
    instructions: field('instructions').slice(0, 4000),
    passMark: field('passMark'),
    attemptLimit: field('attemptLimit'),
    judgeWithinDays: field('judgeWithinDays'),
  };
  return { errors, values: { ...values, criteria: withOneMore(typed) } };
}

function criterionIn(form: FormData, index: number, known: readonly string[]): CriterionValues {
  const field = (name: string, longest: number): string =>
    String(form.get(`criterion-${index}-${name}`) ?? '')
      .trim()
      .slice(0, longest);
  return {
    id: field('id', 36),
    title: field('title', 200),
    outcomes: known.filter((id) => form.getAll(`criterion-${index}-outcomes`).includes(id)),
    levels: Array.from({ length: levelRows }, (_, level) => ({
      title: field(`level-${level}-title`, 100),
      points: field(`level-${level}-points`, 3),
      descriptor: field(`level-${level}-descriptor`, 1000),
    })),
  };
}

const isTyped = (level: CriterionValues['levels'][number]): boolean =>
  `${level.title}${level.points}${level.descriptor}` !== '';

function isFilled({ title, levels }: CriterionValues): boolean {
  return title !== '' || levels.some(isTyped);
}

function asCriterion({ id, title, outcomes, levels }: CriterionValues, newId: () => string): Criterion {
  return {
    id: isId(id) ? id : newId(),
    title,
    outcomes: [...outcomes],
    levels: levels.filter(isTyped).map((level) => ({ ...level, points: Number(level.points) })),
  };
}

function errorsOf(typed: CriterionValues, criterion: Criterion | undefined, index: number): Errors {
  const number = index + 1;
  const at = `criterion-${index}`;
  const problems = criterion ? rubricProblems([criterion]) : [];
  const levels = problems.includes('criterion-without-levels') || problems.includes('worth-nothing');
  return {
    ...(typed.title === '' ? { [`${at}-title`]: m.tasks_problem_criterion_title({ number }) } : {}),
    ...(problems.includes('criterion-without-outcome')
      ? { [`${at}-outcomes`]: m.tasks_problem_criterion_outcomes({ number }) }
      : {}),
    ...(levels ? { [`${at}-level-0-title`]: m.tasks_problem_criterion_levels({ number }) } : {}),
    ...merged(
      typed.levels.map((level, place): Errors => {
        if (!isTyped(level)) return {};
        const names = { level: place + 1, number };
        return {
          ...(level.title === '' ? { [`${at}-level-${place}-title`]: m.tasks_problem_level_title(names) } : {}),
          ...(/^\d{1,3}$/.test(level.points) && Number(level.points) <= 100
            ? {}
            : { [`${at}-level-${place}-points`]: m.tasks_problem_level_points(names) }),
        };
      }),
    ),
  };
}

type Errors = Readonly<Record<string, string>>;

function merged(several: readonly Errors[]): Errors {
  return Object.fromEntries(several.flatMap((errors) => Object.entries(errors)));
}
