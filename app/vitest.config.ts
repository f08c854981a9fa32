import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The application's own extends one that SvelteKit generates, which an installation removes again.
  tsconfig: 'test/tsconfig.transform.json',
  test: {
    name: 'app',
    include: ['**/*.test.ts'],
    globalSetup: ['test/start-database.ts'],
    // Migrations and the entries of processes are run by Node itself, as in production.
    server: { deps: { external: [/\/app\/migrations\//] } },
    // A cloned database, and sometimes a whole server, comes before a test.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Most of a run is the loading of modules: a worker loads each once. Nothing is mocked by module.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
