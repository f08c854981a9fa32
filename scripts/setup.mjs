// What `npm start` and `npm test` do before anything else: install what is missing, build what has changed.
// Runs on the machine's own Node (20 or later), before anything is installed, so it uses nothing but what Node brings.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const node = join(root, 'node_modules/node/bin/node');

const parent = process.ppid;

/** The environment of everything started from here: the pinned Node and the installed commands come first. */
export function environment(extra = {}) {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/** Something failed that the person who started us can do something about; the message says what. */
export class SetupError extends Error {}

/**
 * Runs a program to its end. A signal that we are sent is passed on once, and when whoever started us is gone, the
 * program is told to stop.
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string }>}
 */
export async function run(command, args, { quiet = false, env = environment(), cwd = root, ...options } = {}) {
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = spawn(command, args, { cwd, env, stdio, ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));

  let lastSignal = 0;
  const forward = (signal) => {
    // Ctrl-C reaches us twice, from the terminal and from npm; passed on twice it would mean "at once".
    if (Date.now() - lastSignal > 500) child.kill(signal);
    lastSignal = Date.now();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  const watch = setInterval(() => {
    if (process.ppid !== parent) forward('SIGTERM');
  }, 500);
  try {
    return await new Promise((settle, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) => settle({ code, signal, output }));
    });
  } finally {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, forward);
  }
}

/** Ends this process as another one ended. */
export function endLike({ code, signal }) {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Installs what the lock file asks for, unless it is there already: only what running needs, or with `everything`
 * what tests and checks need too. An installation that has more is left as it is.
 */
export async function install({ everything }) {
  const state = await installed();
  if (state === 'everything' || (state === 'for running' && !everything)) return;
  // Someone who has tested here wants to test again after an update.
  const whole = everything || state === 'everything, outdated';
  say(
    `Installing ${whole ? 'everything that tests need' : 'what Cairn needs to run'} (the first time takes a minute) …`,
  );
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = [...npm.slice(1), 'ci', ...(whole ? [] : ['--omit=dev']), '--no-audit', '--no-fund', '--loglevel=error'];
  const ended = await run(npm[0], args, { quiet: true, env: process.env });
  if (ended.signal) endLike(ended);
  if (ended.code !== 0)
    throw new SetupError(
      `The installation failed:\n${ended.output.trim()}\n\nCheck that the npm registry can be reached, then try again.`,
    );
}

/** What is installed, by what npm wrote down of it when it was done, compared with the lock file. */
async function installed() {
  const wanted = await packagesOf(join(root, 'package-lock.json'));
  const there = await packagesOf(join(root, 'node_modules/.package-lock.json'));
  if (!wanted || !there || !existsSync(node)) return 'nothing';
  const names = Object.keys(wanted).filter((name) => name !== '');
  const has = (name) =>
    there[name] !== undefined &&
    there[name].version === wanted[name].version &&
    there[name].integrity === wanted[name].integrity;
  // Optional packages are those of other systems; the workspaces' own folders are not installed but linked.
  const isWanted = (name) => name.includes('node_modules/') && !wanted[name].optional;
  const forRunning = names.filter((name) => isWanted(name) && !wanted[name].dev && !wanted[name].devOptional);
  const forTests = names.filter((name) => isWanted(name) && (wanted[name].dev || wanted[name].devOptional));
  if (!forRunning.every(has)) return forTests.some((name) => there[name]?.dev) ? 'everything, outdated' : 'nothing';
  return forTests.every(has) ? 'everything' : 'for running';
}

async function packagesOf(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const sources = [
  'package-lock.json',
  'app/package.json',
  'app/vite.config.ts',
  'app/tsconfig.json',
  'app/project.inlang/settings.json',
  'app/messages',
  'app/static',
  'app/src',
  'packages/credentials',
];
const made = /(^|\/)(node_modules|paraglide|\.svelte-kit)(\/|$)|\.test\.ts$|\.md$/;

/** Builds the pages, unless they were built from exactly these sources. */
export async function build() {
  const stamp = join(root, 'app/build/.built-from');
  const hash = await hashOf(sources);
  // The server's own code reads the messages that a build compiles beside it.
  const isCompiled = existsSync(join(root, 'app/src/paraglide/messages.js'));
  if (isCompiled && (await readFile(stamp, 'utf8').catch(() => '')) === hash) return;
  say('Building the pages …');
  // Gone first, so that a build that is cut off is never taken for a finished one.
  await rm(stamp, { force: true });
  const ended = await run(node, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    quiet: true,
    cwd: join(root, 'app'),
    env: environment({ NO_COLOR: '1' }),
  });
  if (ended.signal) endLike(ended);
  if (ended.code !== 0) throw new SetupError(`The pages could not be built:\n${ended.output.trim()}`);
  await writeFile(stamp, hash);
}

async function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesUnder(join(root, path))) {
      hash
        .update(relative(root, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesUnder(path) {
  if (made.test(relative(root, path)) || !existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entries) return [path];
  const files = await Promise.all(entries.map((entry) => filesUnder(join(path, entry.name))));
  return files.flat().sort();
}
