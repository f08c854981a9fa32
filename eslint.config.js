import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    '**/node_modules/',
    'app/build/',
    'app/.svelte-kit/',
    'app/src/paraglide/',
    'app/src/platform/server/schema.ts',
    'packages/credentials/standards/',
    '**/fixtures/',
    'data/',
    '.cache/',
    'reports/',
    'test-results/',
    'playwright-report/',
  ]),
  {
    // A rule holds everywhere or is changed here, where it is seen; not by a comment in passing.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  },
  js.configs.recommended,
  typescript.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      // The compiler finds these, with types.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Kysely's callbacks are given functions that are meant to be taken apart: ({ eb, fn }) => …
      '@typescript-eslint/unbound-method': 'off',
      // A file sent where text belongs becomes "[object File]", which validation then refuses.
      '@typescript-eslint/no-base-to-string': [
        'error',
        { ignoredTypeNames: ['Error', 'RegExp', 'URL', 'URLSearchParams', 'File'] },
      ],
      // An async function without await keeps a port's promise.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    // Types are svelte-check's matter here: the linter's compiler would start anew for each of these files
    // (73 s of processor time for 159 of them, 10 s without) and still take what comes from a .svelte file for any.
    extends: [typescript.configs.disableTypeChecked],
    languageOptions: { parserOptions: { parser: typescript.parser, projectService: false } },
    rules: {
      // Links are plain paths here: the site is always served from the root of its origin.
      'svelte/no-navigation-without-resolve': 'off',
      // A prop with a default that isn't bound reads as const, but $props() is written with let.
      'prefer-const': 'off',
      'svelte/prefer-const': 'off',
    },
  },
  {
    // The only places where HTML is put in as it is: authors' sanitised text, JSON-LD, our own badge.
    files: ['app/src/ui/Markup.svelte', 'app/src/ui/Head.svelte', 'app/src/ui/Badge.svelte'],
    rules: { 'svelte/no-at-html-tags': 'off' },
  },
  {
    // Commands talk to a terminal.
    files: ['app/src/cli/**', 'scripts/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // SvelteKit ends a request by throwing what redirect() and error() make.
    files: ['app/src/routes/**', 'app/src/hooks.server.ts'],
    rules: { '@typescript-eslint/only-throw-error': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    extends: [typescript.configs.disableTypeChecked],
  },
);
