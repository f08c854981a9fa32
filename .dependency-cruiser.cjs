/**
 * The directions of the house (docs: README, "map"). Each rule has a counter-example that it must reject
 * in app/test/dependency-rules.test.ts.
 */

/** Dependency order: a domain may import those before it. */
const domains = [
  'identity',
  'organisations',
  'skills',
  'catalogue',
  'orders',
  'learning',
  'assessment',
  'awards',
  'verification',
  'portfolio',
  'reviews',
  'recognition',
  'pathways',
  'employers',
  'insights',
];

/** What a domain shows to others: server/api.ts, and the pure files beside server/ (docs/decisions/0005). */
const doors = '^app/src/domain/[^/]+/(server/api\\.ts|[^/]+\\.(ts|svelte))$';

const order = domains.slice(0, -1).map((domain, index) => ({
  name: `order-${domain}`,
  comment: `${domain} imports no domain that comes after it`,
  severity: 'error',
  from: { path: `^app/src/domain/${domain}/` },
  to: { path: `^app/src/domain/(${domains.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...order,
    {
      name: 'known-domains',
      comment: 'A new domain takes its place in the order first',
      severity: 'error',
      from: {},
      to: { path: '^app/src/domain/', pathNot: `^app/src/domain/(${domains.join('|')})/` },
    },
    {
      name: 'domain-by-its-door',
      comment: 'A domain imports another only through its server/api.ts or its pure files',
      severity: 'error',
      from: { path: '^app/src/domain/([^/]+)/' },
      to: { path: '^app/src/domain/', pathNot: ['^app/src/domain/$1/', doors] },
    },
    {
      name: 'outside-by-the-door',
      comment:
        'Routes, commands, jobs, seed and tests import a domain only through its server/api.ts or its pure files',
      severity: 'error',
      from: { path: '^(app|e2e|scripts)/', pathNot: '^app/src/domain/' },
      to: { path: '^app/src/domain/', pathNot: doors },
    },
    {
      name: 'sql-in-stores',
      comment: 'Only a domain’s stores speak SQL',
      severity: 'error',
      from: { path: '^app/src/domain/', pathNot: ['/server/.+\\.store\\.ts$', '\\.test\\.ts$'] },
      to: { path: 'node_modules/(kysely|pg)/' },
    },
    {
      name: 'no-sql-outside',
      comment: 'Routes, screens and commands leave SQL to the domains’ stores',
      severity: 'error',
      from: { path: '^app/src/(routes|ui|cli)/|^app/src/(jobs|hooks[^/]*)\\.ts$|\\.svelte$' },
      to: { path: 'node_modules/(kysely|pg)/' },
    },
    {
      name: 'domain-outside-server-is-browser-safe',
      comment: 'What lies beside server/ runs in a browser too: no server module',
      severity: 'error',
      from: { path: '^app/src/domain/[^/]+/', pathNot: ['^app/src/domain/[^/]+/server/', '\\.test\\.ts$'] },
      to: { path: '/server/|node_modules/(kysely|pg)/' },
    },
    {
      name: 'domain-outside-server-imports-no-node',
      comment: 'The same, for parts of Node; the design system likewise',
      severity: 'error',
      from: { path: '^app/src/(domain/[^/]+|ui)/', pathNot: ['/server/', '\\.test\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'The platform serves every domain and knows none, nor any screen',
      severity: 'error',
      from: { path: '^app/src/platform/' },
      to: { path: '^app/src/(domain|ui|routes|cli)/|^app/src/(jobs|hooks[^/]*)\\.ts$' },
    },
    {
      name: 'ui-knows-no-domain',
      comment: 'The design system knows neither domains nor the platform',
      severity: 'error',
      from: { path: '^app/src/ui/' },
      to: { path: '^app/src/(domain|platform|routes|cli)/' },
    },
    {
      name: 'library-stands-alone',
      comment: '@cairn/credentials knows nothing of the application',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(app|e2e|scripts)/' },
    },
    {
      name: 'library-by-its-door',
      comment: '@cairn/credentials is used through its public API',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^packages/credentials/', pathNot: '^packages/credentials/src/index\\.ts$' },
    },
    {
      name: 'screens-import-no-server',
      comment: 'What a .svelte file imports is sent to the browser; types vanish and may come from anywhere',
      severity: 'error',
      from: { path: '\\.svelte$' },
      to: { path: '/server/|\\.server\\.ts$|^app/src/platform/' },
    },
    {
      name: 'screens-import-no-node',
      comment: 'The same, for parts of Node',
      severity: 'error',
      from: { path: '\\.svelte$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-the-edge',
      comment: 'Domains do not know who calls them: routes, commands, jobs',
      severity: 'error',
      from: { path: '^app/src/domain/' },
      to: { path: '^app/src/(routes|cli|ui)/|^app/src/(jobs|hooks[^/]*)\\.ts$|^app/seed/' },
    },
    {
      name: 'no-tests-in-production',
      comment: 'Code that ships does not lean on tests and their builders',
      severity: 'error',
      from: { path: '^app/(src|seed|migrations)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^app/test/|\\.test\\.ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere (what SvelteKit generates apart)',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\$app/|\\./\\$types)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^app/(src/paraglide|build|\\.svelte-kit)/' },
    // Types are erased: an `import type` is no dependency of the running program.
    tsPreCompilationDeps: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.svelte', '.json'],
    },
  },
};
