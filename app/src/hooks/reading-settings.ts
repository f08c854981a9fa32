import type { Handle } from '@sveltejs/kit/hooks';
import { readingCookie, readingFromCookie } from '#domain/learning/reading.ts';
import { readingSettingOf } from '#domain/learning/server/api.ts';

/** How whoever asks reads best: as they said on any device, or as this browser was told. */
export const readingSettings: Handle = async ({ event, resolve }) => {
  const { locals, cookies } = event;
  const known = await readingSettingOf(locals.platform, locals.actor);
  locals.reading = known ?? readingFromCookie(cookies.get(readingCookie));
  return resolve(event);
};
