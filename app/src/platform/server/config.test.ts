import { expect, test } from 'vitest';
import { ConfigError, isLoopback, loadConfig } from './config.ts';

const secret = Buffer.alloc(32, 7).toString('base64');

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without any setting Cairn serves http://localhost:3000 to this machine alone, with both roles and the demo', () => {
  expect(loadConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    origin: 'http://localhost:3000',
    isLoopbackOrigin: true,
    demo: true,
    databaseUrl: undefined,
    vcApi: false,
    allowHosts: [],
    roles: ['web', 'worker'],
    tls: undefined,
    scanCommand: undefined,
    uploadQuota: 2_147_483_648,
  });
});

test('the origin follows the port, and turns to https with a certificate', () => {
  expect(loadConfig({ PORT: '4000' }).origin).toBe('http://localhost:4000');
  expect(loadConfig({ TLS_CERT: import.meta.filename, TLS_KEY: import.meta.filename }).origin).toBe(
    'https://localhost:3000',
  );
});

test('an empty setting counts as unset', () => {
  expect(loadConfig({ PORT: '', ORIGIN: ' ' })).toMatchObject({ port: 3000, origin: 'http://localhost:3000' });
});

test('a trailing slash or capitals in ORIGIN do not make another origin', () => {
  expect(loadConfig({ ORIGIN: 'https://Cairn.Example/' }).origin).toBe('https://cairn.example');
});

test('the demo exists only while ORIGIN is loopback', () => {
  expect(loadConfig({ ORIGIN: 'https://cairn.example' }).demo).toBe(false);
  expect(loadConfig({ CAIRN_DEMO: 'off' }).demo).toBe(false);
});

test.each([
  ['http://localhost', true],
  ['http://app.localhost:5000', true],
  ['http://127.8.0.1', true],
  ['http://[::1]:3000', true],
  ['https://cairn.example', false],
  ['http://localhost.example', false],
  ['http://10.0.0.1', false],
  ['http://127.0.0.1.example', false],
])('%s is loopback: %s', (origin, expected) => {
  expect(isLoopback(origin)).toBe(expected);
});

test.each([
  ['PORT', '70000', 'whole number from 1 to 65535'],
  ['PORT', '30a', 'not a port'],
  ['HOST', 'my host', '0.0.0.0'],
  ['ORIGIN', 'cairn.example', 'not a web address'],
  ['ORIGIN', 'https://cairn.example/app', 'set it to https://cairn.example'],
  ['ORIGIN', 'https://me:pw@cairn.example', 'user name or password'],
  ['CAIRN_DEMO', 'no', 'on or off'],
  ['CAIRN_SECRET', 'short', 'openssl rand'],
  ['CAIRN_VC_API', 'true', 'on or off'],
  ['CAIRN_ALLOW_HOSTS', 'a,http://b', '"http://b"'],
  ['SMTP_URL', 'mail.example', 'smtp:// or smtps://'],
  ['S3_URL', 'https://key:secret@s3.example.org/', 'no bucket'],
  ['S3_URL', 'https://s3.example.org/bucket', 'no access key'],
  ['CAIRN_ROLE', 'web,wroker,worker', 'web,worker'],
  ['CAIRN_ROLE', 'web', 'set DATABASE_URL'],
])('%s=%s is refused with what would be right', (name, value, sentence) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(name);
  expect(problems[0]).toContain(sentence);
});

test('everything that is wrong is said at once', () => {
  expect(
    problemsOf({ PORT: 'x', CAIRN_DEMO: 'maybe', TLS_CERT: '/nowhere.pem', DATABASE_URL: 'postgres://db/cairn' }),
  ).toHaveLength(5);
});

test('a shared database requires the shared secret', () => {
  expect(problemsOf({ DATABASE_URL: 'postgres://db/cairn' })[0]).toContain('CAIRN_SECRET');
  expect(loadConfig({ DATABASE_URL: 'postgres://db/cairn', CAIRN_SECRET: secret }).secret).toEqual(Buffer.alloc(32, 7));
});

test('an address that is refused is not repeated, since it may hold a password', () => {
  expect(problemsOf({ DATABASE_URL: 'mysql://root:hunter2@db/cairn', CAIRN_SECRET: secret }).join()).not.toContain(
    'hunter2',
  );
});

test('the secret may be written as hex or as base64', () => {
  expect(loadConfig({ CAIRN_SECRET: '07'.repeat(32) }).secret).toEqual(loadConfig({ CAIRN_SECRET: secret }).secret);
});

test('a scanner is named with its options, and must be a program that can be run', () => {
  expect(loadConfig({ CAIRN_SCAN_COMMAND: '/bin/sh -c  x' }).scanCommand).toEqual(['/bin/sh', '-c', 'x']);
  expect(() => loadConfig({ CAIRN_SCAN_COMMAND: 'clamdscan' })).toThrow(/CAIRN_SCAN_COMMAND names "clamdscan"/);
  expect(() => loadConfig({ CAIRN_SCAN_COMMAND: '/no/such/program' })).toThrow(/CAIRN_SCAN_COMMAND/);
  expect(() => loadConfig({ CAIRN_UPLOAD_QUOTA: '0' })).toThrow(/CAIRN_UPLOAD_QUOTA is "0"/);
});
