import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { callers, type Caller } from './row.ts';
import { routeCalls } from './routes.ts';
import { aServedWorld, type ServedWorld } from './served-world.ts';
import { allowedBy, table } from './table.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let served: ServedWorld | undefined;
beforeAll(async () => {
  served = await aServedWorld();
});
afterAll(async () => {
  await served?.[Symbol.asyncDispose]();
});

const nameOf = ({ route, call }: { readonly route: string; readonly call: string }) => `${call} ${route}`;

test('every call of every route has its row in the table, and every row its call', () => {
  const rows = table.map(nameOf);
  expect(rows.filter((name, index) => rows.indexOf(name) !== index)).toEqual([]);
  expect([...rows].sort()).toEqual(routeCalls().map(nameOf).sort());
});

test('a route’s pages, handlers and form actions are all found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-routes-'));
  mkdirSync(join(folder, '(public)/thing'), { recursive: true });
  writeFileSync(join(folder, '+page.svelte'), '<p>Page</p>');
  writeFileSync(
    join(folder, '(public)/thing/+page.server.ts'),
    'export const load = 1; export const actions: Actions = { make: 1, async mend() {} };',
  );
  writeFileSync(
    join(folder, '(public)/thing/+server.ts'),
    'const GET = 1; export { GET }; export function DELETE() {} export const entries = 1;',
  );
  expect(routeCalls(folder).map(nameOf).sort()).toEqual(
    [
      'DELETE /(public)/thing',
      'GET /',
      'GET /(public)/thing',
      '?/make /(public)/thing',
      '?/mend /(public)/thing',
    ].sort(),
  );
  writeFileSync(join(folder, '(public)/thing/+page.server.ts'), 'export const actions = { ...others };');
  expect(() => routeCalls(folder)).toThrow(/one by one/);
  rmSync(folder, { recursive: true });
});

test.each(table.map((row) => [nameOf(row), row] as const))(
  '%s is for those whom its row allows',
  async (_name, row) => {
    if (!served) throw new Error('the world is not there');
    const world = served;
    const allowed = allowedBy(row);
    const others = callers.filter((caller) => !allowed.includes(caller));

    const answers = async (asked: readonly Caller[]) =>
      Object.fromEntries(
        await Promise.all(asked.map(async (caller) => [caller, await world.call(caller, row)] as const)),
      );
    expect.soft(await answers(others)).toEqual(Object.fromEntries(others.map((caller) => [caller, 'refused'])));
    expect.soft(await world.changes(), 'what refused calls have changed').toEqual([]);

    // What one of them did is undone before the next one does it; readers don't disturb each other.
    const groups = row.call === 'GET' ? [allowed] : allowed.map((caller) => [caller]);
    for (const group of groups) {
      expect.soft(await answers(group)).toEqual(Object.fromEntries(group.map((caller) => [caller, 'allowed'])));
      await world.restore();
    }
  },
);
