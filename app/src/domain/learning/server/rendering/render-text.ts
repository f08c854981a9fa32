import { renderLesson } from './render-lesson.ts';

const nothing = {
  pictures: new Map<string, never>(),
  pictureUrl: () => '',
  files: new Map<string, never>(),
  lessonSlugs: new Set<string>(),
};

/** Markdown that stands by itself, such as instructions, as safe HTML: what a lesson may hold but for its pictures. */
export function renderText(source: string): string {
  return renderLesson(source, nothing).html;
}
