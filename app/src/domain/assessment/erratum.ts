import { judge, type QuizSettings, type Verdict } from './assessment.ts';
import { questionKind, type Question, type Response } from './question-kinds.ts';

/**
 * A key typed into a question's own editor, as a key of the question as it was asked. The editor gives choices ids of its
 * own and an order of its own; they are told by their words. Undefined when anything but the key differs: what was asked
 * can't be corrected afterwards.
 */
export function keyOnStored(stored: Question, typed: Pick<Question, 'body' | 'key'>): Question['key'] | undefined {
  const ids = new Map<string, string>();
  if (!isSame(typed.body, stored.body, ids)) return undefined;
  const { explanation, ...rest } = typed.key;
  const read = questionKind(stored.kind).key.safeParse({ ...(renamed(rest, ids) as object), explanation });
  return read.success ? (read.data as Question['key']) : undefined;
}

function isSame(typed: unknown, stored: unknown, ids: Map<string, string>): boolean {
  if (typeof typed === 'string' && typeof stored === 'string') return typed.trim() === stored.trim();
  if (Array.isArray(typed) && Array.isArray(stored)) {
    const left = [...(stored as unknown[])];
    return (
      typed.length === left.length &&
      (typed as unknown[]).every((one) => {
        const place = left.findIndex((other) => isSame(one, other, new Map()));
        if (place < 0) return false;
        const [found] = left.splice(place, 1);
        if (isIdentified(one) && isIdentified(found)) ids.set(one.id, found.id);
        return isSame(one, found, ids);
      })
    );
  }
  if (!isRecord(typed) || !isRecord(stored)) return typed === stored;
  const names = Object.keys(typed);
  return (
    names.length === Object.keys(stored).length &&
    // A picture is the same picture only by its id; choices are the same by their words.
    names.every((name) => (name === 'id' && !('width' in typed)) || isSame(typed[name], stored[name], ids))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIdentified(value: unknown): value is { readonly id: string } {
  return isRecord(value) && typeof value['id'] === 'string';
}

function renamed(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => renamed(one, ids));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [ids.get(name) ?? name, renamed(one, ids)]));
}

/**
 * The verdict once one question is marked by another key: everything else stays as it was marked. Undefined when nothing
 * changes.
 */
export function markedAnew(
  verdict: Pick<Verdict, 'marks'>,
  settings: QuizSettings,
  by: { readonly questionVersionId: string; readonly question: Question; readonly response: Response | null },
): Verdict | undefined {
  const mark = verdict.marks.find(({ questionVersionId }) => questionVersionId === by.questionVersionId);
  if (!mark) return undefined;
  const points = questionKind(by.question.kind).mark(by.question.key, mark.outOf, by.response);
  if (points === mark.points) return undefined;
  return judge(
    verdict.marks.map((one) => (one === mark ? { ...one, points } : one)),
    settings,
  );
}
