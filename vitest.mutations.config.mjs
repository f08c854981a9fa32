import { defineConfig } from 'vitest/config';

// The tests of the rules on which trust rests; none of them needs a database. See stryker.config.mjs.
export default defineConfig({
  tsconfig: 'app/test/tsconfig.transform.json',
  test: {
    include: [
      'app/src/domain/assessment/{*,question-kinds/*}.test.ts',
      'app/src/domain/awards/awards.test.ts',
      'app/src/domain/identity/identity.test.ts',
      'packages/credentials/src/verify/{verdict,decisions}.test.ts',
      'packages/credentials/src/status-list/bitstring.test.ts',
    ],
    testTimeout: 60_000,
  },
});
