import { z } from 'zod';

/** How far a typed text may differ from an accepted one. Spaces around and between words never matter. */
export const strictnessSchema = z.object({ caseMatters: z.boolean(), accentsMatter: z.boolean() });
export type Strictness = z.infer<typeof strictnessSchema>;

function folded(text: string, { caseMatters, accentsMatter }: Strictness): string {
  const bare = accentsMatter ? text.normalize('NFC') : text.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const cased = caseMatters ? bare : bare.toLowerCase();
  return cased.trim().replaceAll(/\s+/g, ' ');
}

/** Whether a text is one of the accepted ones; an empty one never is. */
export function isAccepted(text: string, accepted: readonly string[], strictness: Strictness): boolean {
  const given = folded(text, strictness);
  return given !== '' && accepted.some((one) => folded(one, strictness) === given);
}
