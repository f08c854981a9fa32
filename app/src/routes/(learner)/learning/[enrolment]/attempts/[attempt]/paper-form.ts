import type { SendResult } from './autosave.ts';

/** The question that a field of the paper belongs to. */
export function questionOf(field: Element): string | undefined {
  return field.closest<HTMLElement>('[data-question]')?.dataset['question'];
}

/** How many questions of the paper have any answer. */
export function answeredIn(form: HTMLFormElement): number {
  const answered = new Set<string>();
  for (const [name, value] of new FormData(form))
    if (name.startsWith('q-') && typeof value === 'string' && value.trim() !== '')
      answered.add(name.slice(2).split('.')[0] ?? '');
  return answered.size;
}

/** Sends these questions of the paper as they stand. What can't be told for sure to be saved, failed. */
export async function sendAnswers(
  form: HTMLFormElement,
  questions: readonly string[],
  sequence: number,
): Promise<SendResult> {
  const body = new FormData();
  for (const [name, value] of new FormData(form)) {
    const question = /^(?:q|flag)-([^.]+)/.exec(name)?.[1];
    if (name === 'page' || (question !== undefined && questions.includes(question))) body.append(name, value);
  }
  body.append('sequence', String(sequence));
  try {
    // Goes on when the page is closed; an answer that never comes must not hold up the next try.
    const signal = AbortSignal.timeout(10_000);
    const address = `${location.pathname.replace(/\/$/, '')}/answers`;
    const response = await fetch(address, { method: 'POST', body, keepalive: true, signal });
    if (response.status === 401 || response.status === 404) return { kind: 'failed', because: 'signed-out' };
    if (!response.ok) return { kind: 'failed', because: 'unreachable' };
    const said = (await response.json()) as
      { kind: 'refused' } | (Omit<Extract<SendResult, { kind: 'saved' }>, 'at'> & { at: string });
    return said.kind === 'refused' ? { kind: 'ended' } : { ...said, at: new Date(said.at) };
  } catch {
    return { kind: 'failed', because: 'unreachable' };
  }
}
