import { questionKindName } from '#domain/assessment/assessment-words.ts';
import { requirementSentence } from '#domain/assessment/award-rule-words.ts';
import { routeSentence } from '#domain/assessment/award-route-words.ts';
import type { AwardRule } from '#domain/assessment/award-rule.ts';
import type { Criterion } from '#domain/assessment/task.ts';
import { questionKind } from '#domain/assessment/question-kinds.ts';
import type { StudioAssessment } from '#domain/assessment/server/api.ts';
import { m } from '#messages';
import type { TextPart } from './text-part.ts';

interface Assessed {
  readonly assessments: readonly StudioAssessment[];
  readonly rule: AwardRule;
  /** Every question that a pool may draw. */
  readonly drawn: readonly Drawable[];
}

type Drawable = Pick<StudioAssessment['items'][number], 'questionId' | 'kind' | 'body' | 'key' | 'points' | 'outcomes'>;

/** Each assessment with its settings, each question with its answers, and the award rule, in words. Holds the keys. */
export function assessmentText(
  { assessments, rule, drawn }: Assessed,
  outcomeTexts: ReadonlyMap<string, string>,
): readonly TextPart[] {
  const asked = new Set(assessments.flatMap(({ items }) => items.map(({ questionId }) => questionId)));
  return [
    ...assessments.flatMap((assessment, index) => [
      {
        key: `assessment/${index + 1}`,
        group: 'assessment' as const,
        title: assessment.task
          ? m.tasks_text_task({ title: assessment.title })
          : m.approval_text_assessment({ title: assessment.title }),
        text: [
          assessment.title,
          assessment.instructions.trim(),
          ...settingsText(assessment.settings),
          ...(assessment.task ? [m.tasks_judged_within({ count: assessment.task.judgeWithinDays })] : []),
          ...assessment.items.map(({ body }, place) =>
            m.approval_text_numbered({ number: place + 1, text: body.prompt.replaceAll(/\s+/g, ' ') }),
          ),
        ]
          .filter((line) => line !== '')
          .join('\n'),
        about: 'whole' as const,
        aboutId: null,
      },
      ...(assessment.task?.criteria ?? []).map((criterion, place) =>
        criterionText(criterion, m.tasks_text_criterion({ number: place + 1, task: assessment.title }), outcomeTexts),
      ),
      ...assessment.pools.map((pool) => poolText(assessment, pool, outcomeTexts)),
      ...assessment.items.map((item, place) =>
        questionText(item, m.approval_text_question({ number: place + 1, assessment: assessment.title }), outcomeTexts),
      ),
    ]),
    ...drawn
      .filter(({ questionId }) => !asked.has(questionId))
      .map((item, place) => questionText(item, m.approval_text_bank_question({ number: place + 1 }), outcomeTexts)),
    ruleText({ assessments, rule }),
  ];
}

/** Settings that have no sentence of their own are told by name, so that no difference is passed over. */
function settingsText({
  passMark,
  attemptLimit,
  timeLimitMinutes,
  coolDownHours,
  supervision,
  ...others
}: StudioAssessment['settings']): readonly string[] {
  return [
    m.catalogue_page_pass_mark({ percent: passMark }),
    attemptLimit === null ? m.catalogue_page_attempts_unlimited() : m.catalogue_page_attempts({ count: attemptLimit }),
    ...(timeLimitMinutes === undefined ? [] : [m.approval_text_time_limit({ count: timeLimitMinutes })]),
    ...(coolDownHours === undefined ? [] : [m.approval_text_cool_down({ count: coolDownHours })]),
    ...(supervision === undefined ? [] : [supervisions[supervision]()]),
    ...Object.entries(others).map(([name, value]) => m.approval_text_setting({ name, value: JSON.stringify(value) })),
  ];
}

function criterionText(criterion: Criterion, title: string, outcomeTexts: ReadonlyMap<string, string>): TextPart {
  return {
    key: `assessment/criterion/${criterion.id}`,
    group: 'assessment',
    title,
    text: [
      criterion.title,
      ...criterion.levels.map((level) =>
        m.tasks_text_level({ level: level.title, points: level.points, descriptor: level.descriptor }),
      ),
      ...criterion.outcomes.flatMap((outcome) => {
        const text = outcomeTexts.get(outcome);
        return text === undefined ? [] : [m.approval_text_serves({ outcome: text })];
      }),
    ].join('\n'),
    about: 'whole',
    aboutId: null,
  };
}

function poolText(
  assessment: StudioAssessment,
  pool: StudioAssessment['pools'][number],
  outcomeTexts: ReadonlyMap<string, string>,
): TextPart {
  const outcome = pool.outcomeId === null ? undefined : outcomeTexts.get(pool.outcomeId);
  return {
    key: `assessment/${assessment.title}/pool/${pool.position}`,
    group: 'assessment',
    title: m.approval_text_pool({ number: pool.position, assessment: assessment.title }),
    text: [
      m.approval_text_pool_draws({ draws: pool.draws, count: pool.candidates.length }),
      m.approval_text_pool_points({ count: pool.points }),
      ...(outcome === undefined ? [] : [m.approval_text_serves({ outcome })]),
      ...(pool.difficulty === null ? [] : [difficulties[pool.difficulty]()]),
      ...(pool.tag === null ? [] : [m.approval_text_pool_tag({ tag: pool.tag })]),
    ].join('\n'),
    about: 'whole',
    aboutId: null,
  };
}

const supervisions = {
  'code-in-room': m.assessment_supervision_code,
  'document-checked': m.assessment_supervision_document,
};
const difficulties = { easy: m.bank_difficulty_easy, medium: m.bank_difficulty_medium, hard: m.bank_difficulty_hard };

function questionText(item: Drawable, title: string, outcomeTexts: ReadonlyMap<string, string>): TextPart {
  const answers = questionKind(item.kind).outline(item.body, item.key);
  return {
    key: `assessment/question/${item.questionId}`,
    group: 'assessment',
    title,
    text: [
      item.body.prompt,
      ...answers.map(({ text, right }) =>
        right ? m.approval_text_right_answer({ text }) : m.approval_text_answer({ text }),
      ),
      ...(item.key.explanation === '' ? [] : [m.approval_text_explanation({ text: item.key.explanation })]),
      m.approval_text_kind({ kind: questionKindName(item.kind), count: item.points }),
      ...item.outcomes.flatMap((outcome) => {
        const text = outcomeTexts.get(outcome);
        return text === undefined ? [] : [m.approval_text_serves({ outcome: text })];
      }),
    ].join('\n'),
    about: 'question',
    aboutId: item.questionId,
  };
}

function ruleText({ assessments, rule }: Pick<Assessed, 'assessments' | 'rule'>): TextPart {
  const titleOf = (id: string): string =>
    assessments.find((assessment) => assessment.id === id)?.title ?? m.approval_text_unknown_assessment();
  return {
    key: 'award-rule',
    group: 'award-rule',
    title: m.approval_about({ about: 'award-rule' }),
    text: [
      ...rule.requires.map((requirement) => requirementSentence(requirement, assessments)),
      ...(rule.weights ?? []).map(({ assessmentId, weight }) =>
        m.assessment_rule_words_weight({ title: titleOf(assessmentId), weight }),
      ),
      ...(rule.grades ?? []).map(({ name, from }) => m.assessment_rule_words_grade({ name, from })),
      ...(rule.routes ?? []).map(routeSentence),
    ].join('\n'),
    about: 'award-rule',
    aboutId: null,
  };
}
