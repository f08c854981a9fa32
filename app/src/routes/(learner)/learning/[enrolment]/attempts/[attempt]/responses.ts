import type { Responses } from '#domain/assessment/server/api.ts';
import type { Response } from '#domain/assessment/question-kinds.ts';

const prefix = 'q-';

/**
 * The answers in a posted paper. What a field's name adds to `q-{question version}` says which shape its answer has:
 * nothing for one option, `.options` for several, `.text` for typed words, `.places.{id}` for each item or gap.
 */
export function responsesIn(form: FormData): Responses {
  const answers = new Map<string, Response>();
  for (const [name, value] of form) {
    if (!name.startsWith(prefix) || typeof value !== 'string') continue;
    const [question = '', shape, place] = name.slice(prefix.length).split('.');
    const response = added(answers.get(question), shape, place, value);
    if (response) answers.set(question, response);
  }
  return answers;
}

function added(
  before: Response | undefined,
  shape: string | undefined,
  place: string | undefined,
  value: string,
): Response | undefined {
  const typed = value.replaceAll('\0', '').slice(0, 1000);
  if (shape === undefined) return value !== '' && value.length <= 40 ? { option: value } : undefined;
  if (shape === 'text') return { text: typed };
  if (shape === 'options') {
    const chosen = before && 'options' in before ? before.options : [];
    return { options: value === '' ? chosen : [...chosen, typed] };
  }
  if (shape !== 'places' || place === undefined) return undefined;
  return { places: { ...(before && 'places' in before ? before.places : {}), [place]: typed } };
}
