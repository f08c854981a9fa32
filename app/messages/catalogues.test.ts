import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalogueProblems } from './catalogues.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalogues-'));
  for (const area of ['ui', 'home']) {
    mkdirSync(join(folder, area));
    write(area, JSON.stringify({ [`${area}_title`]: 'Words' }));
  }
  list('ui', 'home');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(area: string, text: string): void {
  writeFileSync(join(folder, area, 'en.json'), text);
}

function list(...areas: string[]): void {
  const pathPattern = areas.map((area) => `./messages/${area}/{locale}.json`);
  const settings = { locales: ['en'], 'plugin.inlang.messageFormat': { pathPattern } };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
}

function problems(): string[] {
  return catalogueProblems(folder, join(folder, 'settings.json'));
}

test('sound catalogues have no problems', () => {
  expect(problems()).toEqual([]);
});

test('the catalogues of this application are sound', () => {
  expect(catalogueProblems()).toEqual([]);
});

test('an area that the settings do not list is refused, for its words would be missing', () => {
  list('ui');
  expect(problems()).toEqual(['messages/home is not listed in project.inlang/settings.json']);
});

test('a listed catalogue that does not exist is refused', () => {
  list('ui', 'home', 'studio');
  expect(problems()).toEqual([expect.stringMatching(/^messages\/studio\/en\.json can't be read: .*ENOENT/)]);
});

test('an empty catalogue is refused', () => {
  write('home', '{}');
  expect(problems()).toEqual(['messages/home/en.json is empty']);
});

test('a catalogue with a slip in its JSON is refused by name', () => {
  write('home', '{ "home_title": }');
  expect(problems()).toEqual([expect.stringMatching(/^messages\/home\/en\.json can't be read: SyntaxError/)]);
});

test('a key outside its area is refused, since of two equal keys one would silently win', () => {
  write('home', JSON.stringify({ home_title: 'Home', ui_title: 'Stolen' }));
  expect(problems()).toEqual(['messages/home/en.json: "ui_title" should be snake_case and begin with "home_"']);
});

test('a translation that lacks a catalogue is refused', () => {
  const settings = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...settings, locales: ['en', 'ar'] }));
  cpSync(join(folder, 'ui/en.json'), join(folder, 'ui/ar.json'));
  expect(problems()).toEqual([expect.stringMatching(/^messages\/home\/ar\.json can't be read/)]);
});
