import type { Actor } from '#domain/identity/identity.ts';
import type { Platform } from '#platform/server/platform.ts';
import { deleteBookmark, insertBookmark } from './notebook.store.ts';
import { ownLesson, type OfLesson } from './own-lesson.ts';

/** Puts the learner's bookmark into a lesson, or takes it out. Doing so again changes nothing. */
export async function bookmarkLesson(
  platform: Platform,
  actor: Actor,
  input: OfLesson & { readonly isBookmarked: boolean },
): Promise<void> {
  const own = await ownLesson(platform, actor, input);
  if (input.isBookmarked) await insertBookmark(platform.db, own, { id: platform.newId(), at: platform.clock() });
  else await deleteBookmark(platform.db, own);
}
