import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';

/**
 * Every rule of .dependency-cruiser.cjs is shown to bite: a small tree of files is written in which
 * exactly one import breaks it, and the check must name that rule for that file.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const rules = createRequire(import.meta.url)(`${root}/.dependency-cruiser.cjs`) as {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  readonly options: ICruiseOptions;
};
const domain = (name: string) => `app/src/domain/${name}`;

/** Files that break nothing; the broken ones below import them. */
const sound: Record<string, string> = {
  [`${domain('identity')}/identity.ts`]: 'export const roles = [];',
  [`${domain('identity')}/person.ts`]: 'export const person = 1;',
  [`${domain('identity')}/server/api.ts`]: "export { people } from './people.store.ts';",
  [`${domain('identity')}/server/people.store.ts`]: "import { sql } from 'kysely'; export const people = sql;",
  [`${domain('catalogue')}/catalogue.ts`]:
    "import { roles } from '#domain/identity/identity.ts'; export const open = roles;",
  [`${domain('catalogue')}/server/api.ts`]:
    "import { people } from '#domain/identity/server/api.ts'; export const list = people;",
  [`${domain('awards')}/awards.ts`]: 'export const awards = 1;',
  [`${domain('awards')}/server/api.ts`]: 'export const award = 1;',
  'app/src/platform/server/ids.ts': 'export const newId = 1;',
  'app/src/ui/Card.svelte': '<script lang="ts">import { m } from \'./words.ts\';</script>{m}',
  'app/src/ui/words.ts': 'export const m = 1;',
  'app/src/routes/+page.server.ts':
    "import { list } from '#domain/catalogue/server/api.ts'; import { open } from '#domain/catalogue/catalogue.ts'; export const load = () => [list, open];",
  'app/src/routes/+page.svelte':
    "<script lang=\"ts\">import type { newId } from '#platform/server/ids.ts'; import Card from '#ui/Card.svelte'; let id: typeof newId;</script><Card />{id}",
  'app/src/jobs.ts': "import { award } from '#domain/awards/server/api.ts'; export const jobs = [award];",
  'app/test/builders/learner.ts': 'export const aLearner = 1;',
  'packages/credentials/src/index.ts': "export { sign } from './sign.ts';",
  'packages/credentials/src/sign.ts': 'export const sign = 1;',
};

interface Breach {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
  readonly also?: Readonly<Record<string, string>>;
}

const inOrder = rules.forbidden.flatMap(({ name }) => /^order-(.+)$/.exec(name ?? '')?.[1] ?? []);
const breaches: readonly Breach[] = [
  ...inOrder.map((name) => ({
    rule: `order-${name}`,
    file: `${domain(name)}/server/look-ahead.ts`,
    imports: '#domain/insights/server/api.ts',
    also: { [`${domain('insights')}/server/api.ts`]: 'export const x = 1;' },
  })),
  {
    rule: 'known-domains',
    file: 'app/src/routes/page.ts',
    imports: '#domain/helpers/helpers.ts',
    also: { [`${domain('helpers')}/helpers.ts`]: 'export const x = 1;' },
  },
  {
    rule: 'domain-by-its-door',
    file: `${domain('awards')}/server/a.ts`,
    imports: '#domain/identity/server/people.store.ts',
  },
  {
    rule: 'outside-by-the-door',
    file: 'app/src/routes/x/+page.server.ts',
    imports: '#domain/identity/server/people.store.ts',
  },
  { rule: 'outside-by-the-door', file: 'app/src/cli/who.ts', imports: '#domain/identity/server/people.store.ts' },
  { rule: 'outside-by-the-door', file: 'app/seed/story.ts', imports: '#domain/identity/server/people.store.ts' },
  {
    rule: 'outside-by-the-door',
    file: 'app/src/routes/Screen.svelte',
    imports: '#domain/identity/server/people.store.ts',
  },
  { rule: 'sql-in-stores', file: `${domain('awards')}/server/revoke-award.ts`, imports: 'kysely' },
  { rule: 'no-sql-outside', file: 'app/src/routes/api/+server.ts', imports: 'kysely' },
  { rule: 'domain-outside-server-is-browser-safe', file: `${domain('awards')}/rule.ts`, imports: './server/api.ts' },
  { rule: 'domain-outside-server-imports-no-node', file: `${domain('awards')}/hash.ts`, imports: 'node:crypto' },
  { rule: 'domain-outside-server-imports-no-node', file: 'app/src/ui/files.ts', imports: 'node:fs' },
  {
    rule: 'platform-knows-no-domain',
    file: 'app/src/platform/server/mail.ts',
    imports: '#domain/identity/identity.ts',
  },
  { rule: 'ui-knows-no-domain', file: 'app/src/ui/Person.svelte', imports: '#domain/identity/identity.ts' },
  { rule: 'library-stands-alone', file: 'packages/credentials/src/bake.ts', imports: '../../../app/src/ui/words.ts' },
  {
    rule: 'library-by-its-door',
    file: `${domain('awards')}/server/sign.ts`,
    imports: '../../../../../packages/credentials/src/sign.ts',
  },
  { rule: 'screens-import-no-server', file: 'app/src/routes/Peek.svelte', imports: '#domain/identity/server/api.ts' },
  { rule: 'screens-import-no-server', file: 'app/src/routes/Load.svelte', imports: './+page.server.ts' },
  { rule: 'screens-import-no-node', file: 'app/src/routes/Path.svelte', imports: 'node:path' },
  { rule: 'nothing-imports-the-edge', file: `${domain('awards')}/server/job.ts`, imports: '../../../jobs.ts' },
  {
    rule: 'no-tests-in-production',
    file: `${domain('awards')}/server/demo.ts`,
    imports: '../../../../test/builders/learner.ts',
  },
  {
    rule: 'no-cycles',
    file: 'app/src/ui/chicken.ts',
    imports: './egg.ts',
    also: { 'app/src/ui/egg.ts': "import { x } from './chicken.ts'; export const y = x;" },
  },
  { rule: 'no-unresolvable', file: 'app/src/ui/lost.ts', imports: './nowhere.ts' },
];

const folders: string[] = [];
let found: ReadonlySet<string>;
let foundWhenSound: ReadonlySet<string>;

beforeAll(async () => {
  foundWhenSound = await violations(sound);
  const broken = Object.fromEntries(breaches.map(({ file, imports }) => [file, source(file, imports)]));
  const around = Object.assign({}, ...breaches.map(({ also }) => also ?? {})) as Record<string, string>;
  found = await violations({ ...sound, ...around, ...broken });
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test('a tree that keeps to the directions passes', () => {
  expect([...foundWhenSound]).toEqual([]);
});

test.each(breaches)('$rule refuses that $file imports $imports', ({ rule, file }) => {
  expect(found).toContain(`${rule}: ${file}`);
});

test('every rule has a counter-example', () => {
  const shown = new Set(breaches.map(({ rule }) => rule));
  expect(rules.forbidden.map(({ name }) => name).filter((name) => !shown.has(name ?? ''))).toEqual([]);
});

function source(file: string, imports: string): string {
  const statement = `import * as x from '${imports}';`;
  return file.endsWith('.svelte') ? `<script lang="ts">${statement}</script>{x}` : `${statement} export { x };`;
}

/** Writes the files to a folder of their own and names the rules that each of them breaks. */
async function violations(files: Readonly<Record<string, string>>): Promise<ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'dependency-rules-'));
  folders.push(folder);
  const { imports } = JSON.parse(readFileSync(join(root, 'app/package.json'), 'utf8')) as { imports: unknown };
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  write(folder, 'package.json', JSON.stringify({ type: 'module', private: true }));
  write(folder, 'app/package.json', JSON.stringify({ name: 'app', type: 'module', imports }));
  for (const [path, text] of Object.entries(files)) write(folder, path, text);
  const { output } = await cruise(['app', 'packages'], {
    ...rules.options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  });
  if (typeof output === 'string') throw new Error(output);
  return new Set(output.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`));
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
