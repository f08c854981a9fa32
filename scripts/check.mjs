// `npm run check`: everything that can be said about the code without running it. `npm run check -- NAME…` runs a few.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { install, root, run, say, SetupError } from './setup.mjs';

const app = { cwd: join(root, 'app') };

/** What SvelteKit and Paraglide write down is what the compiler and the linter read: it comes first. */
const generate = [
  ['svelte-kit', ['sync'], app],
  ['node', ['messages/compile.ts'], app],
];

// Longest first, so that the two cores are done together.
const checks = {
  lint: ['eslint', ['.', '--max-warnings', '0']],
  svelte: ['svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'], app],
  format: [
    'prettier',
    [
      '--check',
      '.',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      '.cache/prettier',
      '--cache-strategy',
      'content',
    ],
  ],
  unused: ['knip', ['--no-progress']],
  library: ['tsc', ['-p', 'packages/credentials']],
  stories: ['tsc', ['-p', 'e2e']],
  directions: [
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', 'app/src', 'app/migrations', 'app/seed', 'app/test', 'packages', 'e2e'],
  ],
};

async function check(name) {
  const [command, args, options] = checks[name];
  const began = performance.now();
  const { code, signal, output } = await run(command, args, { quiet: true, ...options });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const passed = code === 0 && signal === null;
  if (!passed) say(output.trim());
  say(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
  return passed;
}

async function checkAll(names) {
  for (const [command, args, options] of generate) {
    const { code, output } = await run(command, args, { quiet: true, ...options });
    if (code !== 0) throw new SetupError(`${command} ${args.join(' ')} failed:\n${output.trim()}`);
  }
  const waiting = [...names];
  const results = [];
  const lanes = Array.from({ length: Math.min(2, cpus().length) }, async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) results.push(await check(name));
  });
  await Promise.all(lanes);
  return results.every(Boolean);
}

try {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in checks));
  if (unknown.length > 0)
    throw new SetupError(
      `There is no check called ${unknown.join(', ')}; there are: ${Object.keys(checks).join(', ')}.`,
    );
  await install({ everything: true });
  process.exitCode = (await checkAll(asked.length > 0 ? asked : Object.keys(checks))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
