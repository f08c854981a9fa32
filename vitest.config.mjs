import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['app', 'packages/credentials'],
    // Two cores are what a test machine has; servers and databases that tests start need their share.
    maxWorkers: 2,
  },
});
