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
  readonly contentNote: string;
  readonly table: string;
  readonly formula: string;
  readonly footnote: (number: string) => string;
  readonly footnoteBack: string;
  readonly pictureMissing: (alternative: string) => string;
  readonly pictureElsewhere: string;
  readonly transcript: string;
  readonly videoElsewhere: string;
  readonly captions: string;
  readonly mediaMissing: (alternative: string) => string;
  readonly fileFacts: (kind: string, size: string) => string;
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
    contentNote: m.learning_box_content_note({}, locale),
    table: m.learning_box_table({}, locale),
    formula: m.learning_box_formula({}, locale),
    footnote: (number) => m.learning_footnote({ number }, locale),
    footnoteBack: m.learning_footnote_back({}, locale),
    pictureMissing: (alternative) => m.learning_picture_missing({ alternative }, locale),
    pictureElsewhere: m.learning_picture_elsewhere({}, locale),
    transcript: m.learning_media_transcript({}, locale),
    videoElsewhere: m.learning_media_elsewhere({}, locale),
    captions: m.learning_media_captions({}, locale),
    mediaMissing: (alternative) => m.learning_media_missing({ alternative }, locale),
    fileFacts: (kind, size) => m.learning_media_file_facts({ kind, size }, locale),
  };
}
