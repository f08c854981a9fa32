import { m } from '#messages';

/** The words that the renderer itself puts into a lesson. They are stored with it, so they follow its language. */
export interface LessonWords {
  readonly exercise: string;
  readonly solution: string;
  readonly hint: string;
  readonly more: string;
  readonly objectives: string;
  readonly questions: string;
  readonly keyPoints: string;
  readonly table: string;
  readonly pictureMissing: (alternative: string) => string;
  readonly pictureElsewhere: string;
}

/** The words for a lesson: English, until the catalogues hold another language. */
export function lessonWords(): LessonWords {
  const locale = { locale: 'en' } as const;
  return {
    exercise: m.learning_box_exercise({}, locale),
    solution: m.learning_box_solution({}, locale),
    hint: m.learning_box_hint({}, locale),
    more: m.learning_box_more({}, locale),
    objectives: m.learning_box_objectives({}, locale),
    questions: m.learning_box_questions({}, locale),
    keyPoints: m.learning_box_key_points({}, locale),
    table: m.learning_box_table({}, locale),
    pictureMissing: (alternative) => m.learning_picture_missing({ alternative }, locale),
    pictureElsewhere: m.learning_picture_elsewhere({}, locale),
  };
}
