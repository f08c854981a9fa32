import { expect, test } from 'vitest';
import { Fault } from './problem.ts';
import { createLog, redactUrl, requestLog } from './log.ts';
import type { LogOptions } from './log.ts';

function logged(options: Omit<LogOptions, 'destination'> = {}) {
  const lines: string[] = [];
  const log = createLog({ ...options, destination: { write: (line: string) => void lines.push(line) } });
  return { log, lines, only: () => JSON.parse(lines[0] ?? '{}') as Record<string, unknown> };
}

test('a line is JSON with the time, the level by name, the message and its fields', () => {
  const { log, only } = logged();
  log.info({ awardId: 'a1' }, 'award decided');
  expect(only()).toMatchObject({ level: 'info', msg: 'award decided', awardId: 'a1' });
  expect(only()['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test('every line of a request carries its id', () => {
  const { log, only } = logged();
  requestLog(log, 'req-9').warn('slow');
  expect(only()).toMatchObject({ requestId: 'req-9', level: 'warn' });
});

test('secrets are masked under their names at any depth, in children too', () => {
  const { log, lines } = logged();
  log.info({
    headers: {
      authorization: 'Bearer abcdefghijk',
      cookie: 'cairn.session=SESSIONVALUE',
      'set-cookie': ['x=SETVALUE'],
    },
    body: { user: { password: 'HUNTER2', newPassword: 'HUNTER3', resetToken: 'TOKENVALUE', clientSecret: 'CSECRET' } },
    list: [{ totpSecret: 'TSECRET', apiKey: 'AKEY' }],
    privateKey: Buffer.from('PRIVATE'),
  });
  log.child({ secret: 'CHILDSECRET' }).info('child');
  const written = lines.join('');
  for (const secret of [
    'abcdefghijk',
    'SESSIONVALUE',
    'SETVALUE',
    'HUNTER',
    'TOKENVALUE',
    'CSECRET',
    'TSECRET',
    'AKEY',
    'PRIVATE',
    'CHILDSECRET',
  ])
    expect(written).not.toContain(secret);
  expect(written.match(/\[masked\]/g)?.length).toBeGreaterThanOrEqual(10);
});

test('tokens in messages, in error messages, stacks and causes are masked', () => {
  const { log, lines } = logged();
  log.info('GET /s/SHARETOKEN and https://cairn.example/claim/CLAIMTOKEN?x=1');
  log.error(
    {
      err: new Fault('fetch-failed', 'no /invitations/INVITETOKEN', {
        cause: new Error('smtp://me:SMTPPASS@host/ ?token=QUERYTOKEN'),
      }),
    },
    'failed',
  );
  const written = lines.join('');
  for (const secret of ['SHARETOKEN', 'CLAIMTOKEN', 'INVITETOKEN', 'SMTPPASS', 'QUERYTOKEN'])
    expect(written).not.toContain(secret);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    err: { type: 'Fault', code: 'fetch-failed', cause: { type: 'Error' } },
  });
});

test('an error logged on its own keeps its type, code and stack', () => {
  const { log, only } = logged();
  log.error(new Fault('disk-full', 'no space'));
  expect(only()).toMatchObject({
    msg: 'no space',
    err: { type: 'Fault', code: 'disk-full', stack: expect.stringContaining('Fault') as string },
  });
});

test('what circles back on itself is logged to a depth, not for ever', () => {
  const { log, lines } = logged();
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  log.info(circle, 'round');
  expect(lines[0]).toContain('[deeper]');
});

test.each([
  ['/s/SECRETTOKEN', '/s/[masked]'],
  ['/unsubscribe/SECRETTOKEN', '/unsubscribe/[masked]'],
  ['/calendars/SECRETTOKEN.ics', '/calendars/[masked]'],
  ['/s/SECRETTOKEN.json?x=1', '/s/[masked]?x=1'],
  ['https://cairn.example/claim/abc/accept', 'https://cairn.example/claim/[masked]/accept'],
  ['/reset-password/abc#top', '/reset-password/[masked]#top'],
  [
    '/api/auth/magic-link/verify?token=abc&callbackURL=%2Fs%2Fdef',
    '/api/auth/magic-link/[masked]?token=[masked]&callbackURL=[masked]',
  ],
  ['/sign-in?next=%2Fs%2Fdef%2Fmore', '/sign-in?next=%2Fs%2F[masked]%2Fmore'],
  ['/verify?url=https://cairn.example/s/abc', '/verify?url=[masked]'],
  ['/people?email=mary@example.org&page=2', '/people?email=[masked]&page=2'],
  ['https://user:pass@cairn.example/', 'https://[masked]@cairn.example/'],
  ['/credentials/0199-abc?page=2', '/credentials/0199-abc?page=2'],
  ['/credentials/abcdefghijklmnopqrstuvwxyz_-0123.json', '/credentials/[masked].json'],
  ['/credentials/01935f5e-7c00-7abc-8def-0123456789ab', '/credentials/01935f5e-7c00-7abc-8def-0123456789ab'],
  ['/microcredentials/s', '/microcredentials/s'],
  ['/courses/soil?sort=title', '/courses/soil?sort=title'],
])('redactUrl(%s) is %s', (url, expected) => {
  expect(redactUrl(url)).toBe(expected);
  expect(redactUrl(expected)).toBe(expected);
});

test('a pretty line is one a person can read, with the stack below', () => {
  const { log, lines } = logged({ pretty: true });
  log.info({ port: 3000 }, 'serving');
  log.error({ err: new Error('broken') }, 'stopped');
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}serving port=3000\n$/);
  expect(lines[1]).toMatch(/ERROR stopped\nError: broken\n {4}at /);
});

test('the level is a threshold, and silent says nothing', () => {
  const warnings = logged({ level: 'warn' });
  warnings.log.info('no');
  warnings.log.warn('yes');
  expect(warnings.lines).toHaveLength(1);
  const silent = logged({ level: 'silent' });
  silent.log.fatal('no');
  expect(silent.lines).toHaveLength(0);
});
