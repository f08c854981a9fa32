import { defineConfig, devices } from '@playwright/test';

const chromium = process.env['CAIRN_TEST_CHROMIUM'];

/** One server, one story at a time: stories share its demo story, and two cores are soon busy. */
export default defineConfig({
  testDir: './stories',
  outputDir: '../test-results/e2e',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] === 'true',
  globalSetup: './serve.ts',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 900 },
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
