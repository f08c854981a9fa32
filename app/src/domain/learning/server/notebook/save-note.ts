import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import { longestNote, type Note } from '../../notebook.ts';
import { findNote, saveRevision } from './notebook.store.ts';
import { ownLesson, type OfLesson } from './own-lesson.ts';

export interface NoteSaved {
  readonly kind: 'saved';
  readonly revision: number;
}
export type NoteNotSaved =
  | { readonly kind: 'refused'; readonly because: 'too-long' }
  /** Another device saved meanwhile: its text, and the revision to write over once both are put together. */
  | { readonly kind: 'refused'; readonly because: 'changed-meanwhile'; readonly saved: Note };

/** Keeps the learner's note on a lesson; an empty text empties it. Saving the same text again is no conflict. */
export async function saveNote(
  platform: Platform,
  actor: Actor,
  input: OfLesson & { readonly note: Note },
): Promise<NoteSaved | NoteNotSaved> {
  const own = await ownLesson(platform, actor, input);
  const text = input.note.text.replaceAll('\r\n', '\n').trimEnd();
  if (text.length > longestNote) return { kind: 'refused', because: 'too-long' };
  const { revision } = input.note;
  const at = platform.clock();
  const saved = await saveRevision(platform.db, own, { id: platform.newId(), text, revision, at });
  if (saved !== undefined) return { kind: 'saved', revision: saved };
  const there = (await findNote(platform.db, own)) ?? { text: '', revision: 0 };
  return there.text === text
    ? { kind: 'saved', revision: there.revision }
    : { kind: 'refused', because: 'changed-meanwhile', saved: there };
}
