import { z } from 'zod';
import { explanationSchema, promptProblems, promptSchema, textResponse, typing, type QuestionKind } from './kind.ts';
import { isAccepted, strictnessSchema } from './text-match.ts';

/** A few words, right when they are one of the accepted answers. All or nothing. */

const body = z.object({ prompt: promptSchema });
const key = strictnessSchema.extend({
  accepted: z.array(z.string().trim().min(1).max(200)).min(1).max(20),
  explanation: explanationSchema,
});
type Body = z.infer<typeof body>;
type Key = z.infer<typeof key>;
type Given = z.infer<typeof textResponse>;

export const shortText: QuestionKind<Body, Key, Given> = {
  id: 'short-text',
  body,
  key,
  response: textResponse,
  problems: (asked, kept) => [
    ...promptProblems(asked),
    // An answer that could not be given, such as an accent alone, is none.
    ...(kept.accepted.some((text) => isAccepted(text, [text], kept)) ? [] : ['no-accepted-answer' as const]),
  ],
  mark: (kept, points, given) => (isAccepted(given?.text ?? '', kept.accepted, kept) ? points : 0),
  ask: () => [{ control: 'text', numeric: false, unit: '' }],
  tell: (_asked, revealed, given) => [
    { label: null, given: given?.text.trim() || null, right: revealed && revealed.accepted.join('\n') },
  ],
  outline: (_asked, { accepted }) => accepted.map((text) => ({ text, right: true })),
  summary: (_asked, kept) => typing((text) => isAccepted(text, kept.accepted, kept)),
  toForm: (_asked, { accepted, caseMatters, accentsMatter }) => ({
    accepted: accepted.join('\n'),
    ...(caseMatters ? { caseMatters: 'on' } : {}),
    ...(accentsMatter ? { accentsMatter: 'on' } : {}),
  }),
  fromForm: (fields) => ({
    body: { prompt: fields['prompt'] ?? '' },
    key: {
      accepted: (fields['accepted'] ?? '')
        .split(/\r?\n/)
        .map((line) => line.trim().slice(0, 200).trim())
        .filter((line) => line !== '')
        .slice(0, 20),
      caseMatters: fields['caseMatters'] !== undefined,
      accentsMatter: fields['accentsMatter'] !== undefined,
      explanation: fields['explanation'] ?? '',
    },
  }),
};
