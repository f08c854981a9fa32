import type { AnswersSent, Opening, Responses } from '#domain/assessment/server/api.ts';
import type { Response } from '#domain/assessment/question-kinds.ts';

const prefix = 'q-';
const flagPrefix = 'flag-';

/** All that a posted paper says: its answers, what is flagged, and which opening of the paper it was. */
export function answersIn(form: FormData): Omit<AnswersSent, 'attemptId'> {
  return { responses: responsesIn(form), flags: flagsIn(form), from: openingIn(form) };
}

/** A question's flag is sent whether it is set or not, so that it can be taken back. */
function flagsIn(form: FormData): ReadonlyMap<string, boolean> {
  const flags = new Map<string, boolean>();
  for (const [name, value] of form)
    if (name.startsWith(flagPrefix)) flags.set(name.slice(flagPrefix.length), value === 'on');
  return flags;
}

function openingIn(form: FormData): Opening | undefined {
  const [page, sequence] = [form.get('page'), Number(form.get('sequence'))];
  if (typeof page !== 'string' || page === '' || page.length > 40) return undefined;
  return Number.isInteger(sequence) && sequence > 0 && sequence < 2 ** 31 ? { page, sequence } : undefined;
}

/**
 * The answers in a posted paper. What a field's name adds to `q-{question version}` says which shape its answer has:
 * nothing for one option, `.options` for several, `.text` for typed words, `.places.{id}` for each item or gap.
 */
function responsesIn(form: FormData): Responses {
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
