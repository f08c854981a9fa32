// `npm run prove -- mutations`: each of these rules is broken in every small way, and a test must see it.
export default {
  mutate: [
    'app/src/domain/assessment/{award-rule,assessment}.ts',
    'app/src/domain/assessment/question-kinds.ts',
    'app/src/domain/assessment/question-kinds/!(*.test).ts',
    'app/src/domain/awards/awards.ts',
    'app/src/domain/identity/identity.ts',
    'packages/credentials/src/verify/verdict.ts',
    'packages/credentials/src/verify/decide-*.ts',
    'packages/credentials/src/status-list/bitstring.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutations.config.mjs', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  // Types are erased before tests run; what only the compiler would refuse counts too.
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 30_000,
  reporters: ['json', 'clear-text'],
  jsonReporter: { fileName: 'reports/mutations.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['data', 'app/build', 'app/.svelte-kit', 'app/node_modules', 'reports', 'e2e', 'bench', 'docs'],
};
