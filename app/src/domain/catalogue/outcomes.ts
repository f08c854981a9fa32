import { z } from 'zod';

const typedOutcome = z.object({ id: z.uuid().optional().catch(undefined), text: z.string() });

/**
 * The outcomes of a draft, each with an id: those that have one keep it, the others get a new one, and of two with the
 * same id the second is a new outcome. Rows without words are dropped.
 */
export function namedOutcomes(typed: unknown, newId: () => string): { readonly id: string; readonly text: string }[] {
  const seen = new Set<string>();
  return (Array.isArray(typed) ? typed : []).flatMap((row: unknown) => {
    const parsed = typedOutcome.safeParse(row);
    if (!parsed.success || parsed.data.text.trim() === '') return [];
    const { id: given, text } = parsed.data;
    const id = given === undefined || seen.has(given) ? newId() : given;
    seen.add(id);
    return [{ id, text }];
  });
}
