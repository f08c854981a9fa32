import type { Fields } from '#domain/assessment/question-kinds.ts';

/** What the editor of each kind is given. */
export interface EditorProps {
  fields: Fields;
  errors: Readonly<Record<string, string>> | undefined;
}
