import { m } from '#messages';
import type {
  FileNotAdded,
  LessonNotAdded,
  LessonNotSaved,
  Missing,
  ModuleRefused,
} from '#domain/learning/server/api.ts';

/** Why a module or lesson was not added, renamed or moved. */
export function outlineRefusal(
  because: ModuleRefused['because'] | LessonNotAdded['because'] | 'changed-meanwhile',
): string {
  switch (because) {
    case 'title-missing':
      return m.learning_studio_title_missing();
    case 'title-too-long':
      return m.learning_studio_title_too_long();
    case 'too-many-modules':
      return m.learning_studio_too_many_modules();
    case 'too-many-lessons':
      return m.learning_studio_too_many_lessons();
    case 'changed-meanwhile':
      return m.learning_studio_order_changed();
  }
}

/** What is wrong with a lesson, by field. */
export function lessonErrors(refusal: LessonNotSaved): Record<string, string> {
  if (refusal.because === 'changed-meanwhile') return { source: m.learning_studio_changed_meanwhile() };
  const { title, minutes, source } = refusal.problems;
  return {
    ...(title === undefined ? {} : { title: outlineRefusal(`title-${title}`) }),
    ...(minutes === undefined ? {} : { minutes: m.learning_studio_minutes_out_of_range() }),
    ...(source === undefined ? {} : { source: m.learning_studio_source_too_long() }),
  };
}

export function fileRefusal(because: FileNotAdded['because']): string {
  return m.learning_studio_file_refused({ because });
}

/** What a lesson refers to in vain, in words for its author. */
export function missingSentence({ kind, target }: Missing): string {
  switch (kind) {
    case 'picture':
      return m.learning_studio_missing_picture({ target });
    case 'link':
      return m.learning_studio_missing_link({ target });
    case 'media':
      return m.learning_studio_missing_media({ target });
    case 'captions':
      return m.learning_studio_missing_captions({ target });
    case 'alternative-text':
      return m.learning_studio_missing_alternative_text({ target });
  }
}
