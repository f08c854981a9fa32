// `npm run prove`: the long proofs at full counts. `npm run prove -- NAME…` runs a few. Each writes docs/proofs/NAME.md.
import { cpus, tmpdir, totalmem } from 'node:os';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainedMutants } from './explained-mutants.mjs';
import { SetupError, build, endLike, environment, install, root, run, say } from './setup.mjs';

const killRounds = 20;
const fuzzRuns = 10_000;
const leastKilled = 90;
const ruleRuns = 200;

const proofs = {
  kill: {
    title: 'Killed at any moment, nothing acknowledged is lost or doubled',
    how: `Cairn on its embedded database is ended with SIGKILL (in turn: alone, with the guard of its database server, and with that server itself) while learners hand in attempts and credentials are signed, started again, and everything in the database is counted and each credential verified. \`app/test/proofs/kill.test.ts\``,
    needsBuild: true,
    prove: proveKill,
  },
  'award-rule': {
    title: 'An award is there where the rule granted it, and never two',
    how: `Two learners of a quiz begin, answer, hand in (some of it several times at once), while clocks move, time runs out, registrars arrange more time and attempts, grant resits and correct keys, and jobs run in either order, in ${ruleRuns} random sequences on a real database. After each step their awards are held against a model of the rules that was written apart. \`app/test/proofs/award-rule-holds.test.ts\``,
    prove: proveAwardRule,
  },
  answers: {
    title: 'Five hundred learners answering at once, and no acknowledged answer lost',
    how: `Each of 500 signed-in learners saves an answer over HTTP on loopback every five seconds, against one server process on a database beside it; half-way the server is ended with SIGKILL and started again, and what it had not acknowledged is sent again. All runs on one machine: server, database, and the clients whose own waiting is in the times of a save. A bare UPDATE of a row of the same size in the same database is timed every tenth of a second, through the kill too. Saves have no rate limit of their own; limits on signing in were kept, each learner coming from an address of their own. \`app/test/proofs/answers-under-load.ts\``,
    needsBuild: true,
    prove: proveAnswers,
  },
  fuzz: {
    title: 'Properties of the credentials library, tried with many inputs',
    how: `Each property-based test of \`packages/credentials\` is tried with ${fuzzRuns.toLocaleString('en')} random inputs.`,
    prove: proveFuzz,
  },
  mutations: {
    title: 'The rules on which trust rests, broken in every small way',
    how: `Stryker breaks the award rule, the judgement of a quiz, the standing of awards, permissions, the verification verdict with its decisions, and the status list, one small change at a time; a test must see each. At least ${leastKilled}% must be seen, and every other change is explained below.`,
    prove: proveMutations,
  },
};

async function proveKill(folder) {
  const report = join(folder, 'kill.json');
  await must('vitest', ['run', '--project', 'app', 'app/test/proofs/kill.test.ts'], {
    KILL_ROUNDS: String(killRounds),
    CAIRN_PROOF_REPORT: report,
  });
  return { counts: JSON.parse(await readFile(report, 'utf8')).counts };
}

async function proveAwardRule(folder) {
  const report = join(folder, 'award-rule.json');
  await must('vitest', ['run', '--project', 'app', 'app/test/proofs/award-rule-holds.test.ts'], {
    RULE_RUNS: String(ruleRuns),
    CAIRN_PROOF_REPORT: report,
  });
  return { counts: JSON.parse(await readFile(report, 'utf8')).counts };
}

const busyMachine =
  'Other work kept the machine busier than it has cores, so these times say what a save waited in a queue for a processor, not what the machine gives when it has nothing else to do. That nothing was lost holds either way.';

async function proveAnswers(folder) {
  const report = join(folder, 'answers.json');
  await must('node', ['app/test/proofs/answers-under-load.ts'], { CAIRN_PROOF_REPORT: report });
  const { counts } = JSON.parse(await readFile(report, 'utf8'));
  const load = Object.entries(counts).find(([what]) => what.startsWith('load average'))?.[1] ?? 0;
  return { counts, more: load > cpus().length ? [busyMachine] : [] };
}

async function proveFuzz(folder) {
  const report = join(folder, 'fuzz.json');
  const args = ['run', '--project', 'credentials', '--testTimeout=1800000', '--reporter=default', '--reporter=json'];
  await must('vitest', [...args, `--outputFile.json=${report}`], { FUZZ_RUNS: String(fuzzRuns) });
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(await readFile(report, 'utf8'));
  const counts = {
    'inputs of each property': fuzzRuns,
    'tests passed': numPassedTests,
    'tests failed': numFailedTests,
  };
  return { counts: { ...counts, 'tests skipped': numPendingTests } };
}

async function proveMutations() {
  await must('stryker', ['run', 'stryker.config.mjs']);
  const { files } = JSON.parse(await readFile(join(root, 'reports/mutations.json'), 'utf8'));
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file, was: textAt(source, mutant.location) })),
  );
  // What can't even be loaded says nothing about the tests.
  const tried = all.filter(
    ({ status }) => status !== 'CompileError' && status !== 'RuntimeError' && status !== 'Ignored',
  );
  const survivors = tried.filter(({ status }) => status !== 'Killed' && status !== 'Timeout');
  const killed = tried.length - survivors.length;
  const percent = Math.floor((killed * 1000) / tried.length) / 10;
  const rows = survivors.map((mutant) => ({ ...mutant, why: explanationOf(mutant) }));
  const unexplained = rows.filter(({ why }) => why === undefined);
  for (const { file, location, was, replacement } of unexplained)
    say(`unexplained: ${file}:${location.start.line}  ${was}  →  ${replacement}`);
  const perFile = Object.keys(files).map((file) => {
    const own = tried.filter((mutant) => mutant.file === file);
    return `| \`${file}\` | ${own.length} | ${own.length - survivors.filter((mutant) => mutant.file === file).length} |`;
  });
  const failed =
    percent < leastKilled
      ? `Only ${percent}% of the changes were seen.`
      : unexplained.length > 0
        ? `${unexplained.length} changes that no test saw are not explained in scripts/explained-mutants.mjs.`
        : undefined;
  return {
    failed,
    counts: {
      changes: tried.length,
      seen: killed,
      'seen, per cent': percent,
      'not seen, all explained': survivors.length,
    },
    more: [
      '| file | changes | seen |',
      '|---|---|---|',
      ...perFile,
      '',
      '## Not seen, and why',
      '',
      ...explained(rows),
    ],
  };
}

function explained(rows) {
  if (rows.length === 0) return ['None.'];
  return [
    '| where | was | became | why no test can or need see it |',
    '|---|---|---|---|',
    ...rows.map(
      ({ file, location, was, replacement, why }) =>
        `| \`${file}:${location.start.line}\` | ${code(was)} | ${code(replacement)} | ${why ?? '**unexplained**'} |`,
    ),
  ];
}

function code(text) {
  return `\`${text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', "'").slice(0, 120)}\``;
}

function explanationOf({ file, was, replacement }) {
  const flat = (text) => text.replace(/\s+/g, ' ');
  return explainedMutants.find(
    (one) =>
      file.endsWith(one.file) &&
      flat(was) === one.was &&
      (one.became === undefined || flat(replacement) === one.became),
  )?.why;
}

function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

async function must(command, args, extra = {}) {
  const ended = await run(command, args, { env: environment(extra) });
  if (ended.signal) endLike(ended);
  if (ended.code !== 0) throw new SetupError(`${command} ${args.join(' ')} failed; nothing was written down.`);
}

/** The commit, and whether what was proved differs from it. */
async function revision() {
  const git = async (...args) => (await run('git', args, { quiet: true })).output.trim();
  const changed = await git(
    'status',
    '--porcelain',
    '--untracked-files=no',
    '--',
    'app',
    'packages',
    'scripts',
    'package-lock.json',
  );
  return `${await git('rev-parse', 'HEAD')}${changed === '' ? '' : ', with changes that were not committed'}`;
}

async function prove(name) {
  const { title, how, prove } = proofs[name];
  const folder = await mkdtemp(join(tmpdir(), 'cairn-proof-'));
  const began = performance.now();
  try {
    const { counts, more = [], failed } = await prove(folder);
    const seconds = Math.round((performance.now() - began) / 1000);
    const gibibytes = Math.round(totalmem() / 2 ** 30);
    const text = [
      `# ${title}`,
      '',
      how,
      '',
      `Made by \`npm run prove -- ${name}\`.`,
      '',
      '| | |',
      '|---|---|',
      ...Object.entries(counts).map(([what, count]) => `| ${what} | ${count.toLocaleString('en')} |`),
      `| date | ${new Date().toISOString().slice(0, 10)} |`,
      `| commit | ${await revision()} |`,
      `| machine | ${cpus().length} cores, ${gibibytes} GiB of memory, ${process.platform} ${process.arch}, Node ${await nodeVersion()} |`,
      `| took | ${seconds.toLocaleString('en')} s |`,
      '',
      ...more,
    ];
    await mkdir(join(root, 'docs/proofs'), { recursive: true });
    await writeFile(join(root, `docs/proofs/${name}.md`), `${text.join('\n').trimEnd()}\n`);
    say(failed ? `FAILED  ${name}: ${failed}` : `proved  ${name} (${seconds} s): docs/proofs/${name}.md`);
    return failed === undefined;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Of the Node that ran the proof, which need not be the one that started it. */
async function nodeVersion() {
  return (await run('node', ['--version'], { quiet: true })).output.trim().replace(/^v/, '');
}

try {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in proofs));
  if (unknown.length > 0)
    throw new SetupError(
      `There is no proof called ${unknown.join(', ')}; there are: ${Object.keys(proofs).join(', ')}.`,
    );
  await install({ everything: true });
  const names = asked.length > 0 ? asked : Object.keys(proofs);
  // What processes say is compiled with the pages.
  if (names.some((name) => proofs[name].needsBuild)) await build();
  let all = true;
  for (const name of names) all = (await prove(name)) && all;
  process.exitCode = all ? 0 : 1;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
