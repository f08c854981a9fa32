import { z } from 'zod';

/** The text of a field; empty when it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

const address = z.email().max(254);

/** The e-mail address of a field, lower case; undefined when it isn't one. */
export function emailOf(form: FormData, name: string): string | undefined {
  const parsed = address.safeParse(textOf(form, name).trim().toLowerCase());
  return parsed.success ? parsed.data : undefined;
}
