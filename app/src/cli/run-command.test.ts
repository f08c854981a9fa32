import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePort, spawnNode } from '../../test/cairn-process.ts';
import { Fault } from '#platform/server/problem.ts';
import type { Command, CommandContext, RunCommand } from './command.ts';
import { UsageError } from './command.ts';
import { commands } from './commands.ts';
import { runCommand } from './run-command.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cairn command '));
  await chmod(dataDir, 0o711);
});
afterEach(() => rm(dataDir, { recursive: true }));

async function type(line: string, known: readonly Command[] = commands, env: Record<string, string> = {}) {
  const said = { out: '', err: '' };
  const code = await runCommand(known, line === '' ? [] : line.split(' '), {
    env: { DATA_DIR: dataDir, ...env },
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { code, ...said };
}

const command = (name: string, run: RunCommand): Command => ({
  name,
  usage: 'STONE',
  summary: 'Lays a stone',
  options: { weight: { type: 'string' } },
  load: async () => run,
});
const echo: RunCommand = async ({ args, options }: CommandContext) => ({
  ok: true,
  json: { args, weight: options['weight'] },
  text: `laid ${args.join(' and ')}`,
});

test('a command is found by its words, the longest name first, and is given the rest', async () => {
  const known = [command('lay', async () => ({ ok: true, json: null, text: 'wrong one' })), command('lay stone', echo)];
  expect(await type('lay stone granite --weight 3', known)).toEqual({ code: 0, out: 'laid granite\n', err: '' });
  expect(JSON.parse((await type('lay stone granite --weight 3 --json', known)).out)).toEqual({
    args: ['granite'],
    weight: '3',
  });
});

test('without a command, the commands are listed; an unknown one is an error', async () => {
  expect(await type('')).toMatchObject({ code: 0, out: expect.stringContaining('doctor') as unknown });
  expect(await type('frobnicate')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('doctor') as unknown,
  });
  expect((await type('lay --help', [command('lay', echo)])).out).toContain(
    'npm run -s cairn -- lay STONE [--weight WEIGHT] [--json]',
  );
});

test('an option or argument that is not understood ends with the usage and code 2', async () => {
  expect(await type('lay --height 3', [command('lay', echo)])).toMatchObject({
    code: 2,
    err: expect.stringContaining("'--height'") as unknown,
  });
  const strict = command('lay', async () => {
    throw new UsageError('Name the stone.');
  });
  expect(await type('lay', [strict])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^Name the stone.\n\nnpm run/) as unknown,
  });
});

test('a bad answer and a fault end with code 1, the fault with its sentence, or as JSON', async () => {
  expect(await type('lay', [command('lay', async () => ({ ok: false, json: {}, text: 'no' }))])).toMatchObject({
    code: 1,
    out: 'no\n',
  });
  const broken = command('lay', async () => {
    throw new Fault('no-ground', 'There is no ground to lay it on.');
  });
  expect(await type('lay', [broken])).toEqual({ code: 1, out: '', err: 'There is no ground to lay it on.\n' });
  expect(JSON.parse((await type('lay --json', [broken])).out)).toEqual({
    error: { code: 'no-ground', message: 'There is no ground to lay it on.' },
  });
});

test('the doctor finds a new installation in order, starting its database and stopping it again', async () => {
  const { code, out } = await type('doctor --json');
  const { findings } = JSON.parse(out) as { findings: { name: string; result: string }[] };
  expect(findings.filter(({ result }) => result === 'problem')).toEqual([]);
  expect(findings.map(({ name }) => name)).toEqual([
    'runtime',
    'origin',
    'mail server',
    'data folder',
    'database',
    'files',
    'jobs',
    'mail',
  ]);
  expect(code).toBe(0);
});

test('the doctor names wrong settings, and what a public address lacks', async () => {
  expect(await type('doctor', commands, { PORT: 'x' })).toMatchObject({
    code: 1,
    out: expect.stringMatching(/problem +settings: .*\n +- PORT is "x"/) as unknown,
  });
  expect((await type('doctor', commands, { ORIGIN: 'http://cairn.example' })).out).toMatch(
    /problem +origin: .*not HTTPS[\s\S]*problem +mail server: .*SMTP_URL/,
  );
});

test('commands work beside a running Cairn, and leave it running', async () => {
  const server = spawnNode([join(import.meta.dirname, '../server.ts')], {
    env: { DATA_DIR: dataDir, PORT: String(await freePort()) },
  });
  await server.says(/Cairn serves/);
  expect(await type('doctor')).toMatchObject({ code: 0, out: expect.stringMatching(/good +database/) as unknown });
  server.signal('SIGTERM');
  expect(await server.ended()).toBe(0);
});
