import { NotFound } from '#domain/identity/server/api.ts';
import { isId } from '#platform/server/ids.ts';

/** What a form's action hands back when something was wrong: what was typed, and a sentence for each field. */
export interface FormAnswer {
  /** Which of a page's forms it was. */
  readonly form: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** A text field of a form; empty when it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** The text fields of a form, as typed. */
export function valuesOf(form: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, textOf(form, name)]));
}

/** The id in a hidden field. @throws {NotFound} for what can't be the id of anything. */
export function idOf(form: FormData, name: string): string {
  const id = textOf(form, name);
  if (!isId(id)) throw new NotFound(name);
  return id;
}
