import type { Responses } from '#domain/assessment/server/api.ts';

const prefix = 'q-';

/** The answers in a posted paper: a field `q-{question version}` each, whose value is the option chosen. */
export function responsesIn(form: FormData): Responses {
  const answers = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith(prefix) && typeof value === 'string' && value !== '' && value.length <= 40
      ? [[name.slice(prefix.length), { option: value }] as const]
      : [],
  );
  return new Map(answers);
}
