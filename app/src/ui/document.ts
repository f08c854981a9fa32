import type { Handle } from '@sveltejs/kit/hooks';
import { getLocale, getTextDirection } from '#paraglide/runtime.js';
import { themeCookie, themeNamed } from './theme.ts';

/**
 * Fills <html lang dir data-theme data-text-size data-typeface> on the server, so that the first paint already has
 * the reader's colours, direction and type, with or without JavaScript. One member of the hooks' sequence.
 */
export const documentHandle: Handle = ({ event, resolve }) => {
  const theme = themeNamed(event.cookies.get(themeCookie));
  event.locals.theme = theme;
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%theme%', theme)
        .replace('%text-size%', event.locals.reading.textSize)
        .replace('%typeface%', event.locals.reading.typeface)
        .replace('%lang%', getLocale())
        .replace('%dir%', getTextDirection()),
    preload: ({ type, path }) => type === 'js' || type === 'css' || (type === 'font' && isTextFont(path)),
  });
};

// Two files cover Latin text; the rest load when a page holds their letters.
function isTextFont(path: string): boolean {
  return /(inter|source-serif-4)-latin-wght-normal/.test(path);
}
