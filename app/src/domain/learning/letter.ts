/** What a provider writes to everyone under way in a microcredential, or a learner to the provider. Plain text. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

export const longestSubject = 150;
export const longestText = 5000;

export type LetterProblem = 'missing' | 'too-long';

/** What is wrong with each field; an empty object when the letter can be sent. */
export function letterProblems(letter: Letter): Partial<Record<keyof Letter, LetterProblem>> {
  const subject = problemOf(letter.subject, longestSubject);
  const text = problemOf(letter.text, longestText);
  return { ...(subject && { subject }), ...(text && { text }) };
}

function problemOf(text: string, longest: number): LetterProblem | undefined {
  if (text.trim() === '') return 'missing';
  return text.length > longest ? 'too-long' : undefined;
}

/** A subject is one line (RFC 5322 2.2); what was typed over several becomes one. */
export function asOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Its paragraphs: what an empty line parts. */
export function paragraphsOf(text: string): readonly string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
