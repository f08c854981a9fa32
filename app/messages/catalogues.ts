import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompilerOptions } from '@inlang/paraglide-js';

const messagesFolder = fileURLToPath(new URL('.', import.meta.url));
const settingsFile = fileURLToPath(new URL('../project.inlang/settings.json', import.meta.url));

/** How Paraglide is called, by the Vite plugin and by `npm run generate` alike. Paths are relative to app/. */
export const paraglideOptions = {
  project: './project.inlang',
  outdir: './src/paraglide',
  strategy: ['cookie', 'baseLocale'],
  cookieName: 'cairn_locale',
  emitReadme: false,
} satisfies CompilerOptions;

interface Settings {
  readonly locales: readonly string[];
  readonly 'plugin.inlang.messageFormat': { readonly pathPattern: readonly string[] };
}

/**
 * Every mistake in the catalogues that Paraglide would pass over in silence: an area that settings.json
 * doesn't list, a listed file that is missing or empty, a key outside its area, a key of two areas.
 */
export function catalogueProblems(folder = messagesFolder, settingsPath = settingsFile): string[] {
  const settings = JSON.parse(readFileSync(settingsPath, 'utf8')) as Settings;
  const listed = settings['plugin.inlang.messageFormat'].pathPattern.map(areaOf);
  const present = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  const unlisted = present
    .filter((area) => !listed.includes(area))
    .map((area) => `messages/${area} is not listed in project.inlang/settings.json`);
  const broken = listed.flatMap((area) =>
    settings.locales.flatMap((locale) => problemsOfCatalogue(folder, area, locale)),
  );
  return [...unlisted, ...broken];
}

/** Throws when a catalogue is wrong, so that no build ships a page with words missing. */
export function requireSoundCatalogues(): void {
  const problems = catalogueProblems();
  if (problems.length > 0) {
    throw new Error(`The message catalogues are not sound:\n- ${problems.join('\n- ')}`);
  }
}

function areaOf(pathPattern: string): string {
  const area = /^\.\/messages\/([a-z]+)\/\{locale\}\.json$/.exec(pathPattern)?.[1];
  if (area === undefined) {
    throw new Error(`project.inlang/settings.json: "${pathPattern}" should be ./messages/AREA/{locale}.json`);
  }
  return area;
}

function problemsOfCatalogue(folder: string, area: string, locale: string): string[] {
  const name = `messages/${area}/${locale}.json`;
  let catalogue: unknown;
  try {
    catalogue = JSON.parse(readFileSync(join(folder, area, `${locale}.json`), 'utf8'));
  } catch (cause) {
    return [`${name} can't be read: ${String(cause)}`];
  }
  if (typeof catalogue !== 'object' || catalogue === null || Array.isArray(catalogue)) {
    return [`${name} is not an object of messages`];
  }
  const keys = Object.keys(catalogue).filter((key) => key !== '$schema');
  if (keys.length === 0) return [`${name} is empty`];
  // The prefix keeps keys of two areas apart: of two equal keys Paraglide keeps the last and says nothing.
  return keys
    .filter((key) => !new RegExp(`^${area}_[a-z0-9_]+$`).test(key))
    .map((key) => `${name}: "${key}" should be snake_case and begin with "${area}_"`);
}
