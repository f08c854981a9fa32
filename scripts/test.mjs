// `npm test`: installs what tests need, builds, and runs every check, test and browser story.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { SetupError, build, environment, install, root, run, say } from './setup.mjs';

const isCI = process.env.CI === 'true';
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
/** Each failed test in a line, said last: where a log is cut, its end is what is kept. */
const failed = [];

try {
  if (isCI && !existsSync(join(root, '../shared/data'))) {
    throw new SetupError(
      '../shared/data is missing, and with it the real input that some tests need; put it beside this repository.',
    );
  }
  await install({ everything: true });
  const chromium = await findChromium();
  await build();
  await testEverything(chromium);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(`\n${error.message}\n`);
  process.exit(1);
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
for (const line of failed) console.log(line);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(failures.length > 0 ? 1 : 0);

async function testEverything(chromium) {
  const reports = await mkdtemp(join(tmpdir(), 'cairn-reports-'));
  const env = (extra = {}) => environment({ CAIRN_TEST_CHROMIUM: chromium, ...extra });
  try {
    // As one test: what failed in detail is said above.
    counts[(await stage('static checks', 'node', ['scripts/check.mjs'], { env: env() })) ? 'passed' : 'failed'] += 1;

    const vitest = async (name, args, extra) => {
      const report = join(reports, `${name}.json`);
      await stage(name, 'vitest', [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
        env: env(extra),
      });
      await count(report, (found) => ({
        passed: found.numPassedTests,
        failed: found.numFailedTests,
        skipped: found.numPendingTests + found.numTodoTests,
        lines: found.testResults.flatMap(({ name: file, message, assertionResults }) => [
          ...assertionResults
            .filter(({ status }) => status === 'failed')
            .map(({ fullName, failureMessages }) => failureLine(name, file, fullName, failureMessages[0])),
          // A file that could not be loaded has no tests to fail.
          ...(message ? [failureLine(name, file, 'the file itself', message)] : []),
        ]),
      }));
    };
    await vitest('tests', ['run']);
    // Whatever uses a database, once more on the oldest PostgreSQL that Cairn supports.
    if (existsSync('/usr/lib/postgresql/15/bin/postgres')) {
      await vitest('tests on PostgreSQL 15', ['related', '--run', '--root', 'app', 'test/database.ts'], {
        CAIRN_TEST_POSTGRES: '15',
      });
    } else {
      console.log('\nPostgreSQL 15 is not on this machine; what is sensitive to the database was tested on 18 alone.');
    }

    const stories = join(reports, 'stories.json');
    await stage('browser stories', 'playwright', ['test', '--reporter=list,json'], {
      cwd: join(root, 'e2e'),
      env: env({ PLAYWRIGHT_JSON_OUTPUT_FILE: stories }),
    });
    await count(stories, ({ stats, suites }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      lines: suites
        .flatMap(({ specs }) => specs)
        .filter(({ ok }) => !ok)
        .map(({ file, title, tests }) =>
          failureLine('browser stories', file, title, tests[0]?.results.at(-1)?.error?.message),
        ),
    }));
  } finally {
    await rm(reports, { recursive: true });
  }
}

async function stage(name, command, args, options) {
  console.log(`\n━━ ${name}`);
  const began = performance.now();
  const { code, signal } = await run(command, args, options);
  if (signal) process.kill(process.pid, signal);
  if (code !== 0) failures.push(name);
  console.log(`━━ ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${Math.round((performance.now() - began) / 1000)} s`);
  return code === 0;
}

/** Adds what a runner reported; a runner that reported nothing has failed as a stage already. */
async function count(report, read) {
  if (!existsSync(report)) return;
  const found = read(JSON.parse(await readFile(report, 'utf8')));
  for (const name of Object.keys(counts)) counts[name] += found[name];
  failed.push(...found.lines);
}

function failureLine(stage, file, test, message = '') {
  return `✗ ${stage}: ${relative(root, resolve(root, file))}: ${test}\n    ${stripVTControlCharacters(message).trim().split('\n').slice(0, 6).join('\n    ')}`;
}

/** A Chromium to run stories in: the system's, installed if we may, or else Playwright's own download. */
async function findChromium() {
  const found = onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
  if (found) return found;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say('Installing Chromium …');
    const env = environment({ DEBIAN_FRONTEND: 'noninteractive' });
    await run('apt-get', ['update'], { quiet: true, env });
    const installed = await run(
      'apt-get',
      ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation'],
      { quiet: true, env },
    );
    const chromium = onPath('chromium');
    if (chromium) return chromium;
    say(installed.output.trim());
  }
  say("Fetching Playwright's Chromium …");
  const fetched = await run('playwright', ['install', 'chromium'], { quiet: true });
  if (fetched.code === 0) return '';
  throw new SetupError(
    `There is no Chromium to run the browser stories in, and none could be installed:\n${fetched.output.trim()}\n\nInstall the package chromium and try again.`,
  );
}

function onPath(name) {
  return environment()
    .PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}
