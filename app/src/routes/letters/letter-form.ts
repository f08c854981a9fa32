import { longestSubject, longestText, type letterProblems } from '#domain/learning/letter.ts';
import { m } from '#messages';

/** A sentence at each field of a letter that is not right. */
export function letterErrors(problems: ReturnType<typeof letterProblems>): Record<string, string> {
  const { subject, text } = problems;
  return {
    ...(subject && {
      subject:
        subject === 'missing'
          ? m.learning_letter_subject_missing()
          : m.learning_letter_too_long({ count: longestSubject }),
    }),
    ...(text && {
      text: text === 'missing' ? m.learning_letter_text_missing() : m.learning_letter_too_long({ count: longestText }),
    }),
  };
}
