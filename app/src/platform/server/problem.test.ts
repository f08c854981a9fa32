import { expect, test } from 'vitest';
import { z } from 'zod';
import { Fault, problemResponse, toProblem } from './problem.ts';

class StoreFault extends Fault {}

test('a fault keeps its code, its status and its cause, and is named after its class', () => {
  const cause = new Error('disk full');
  const fault = new StoreFault('store-write-failed', 'could not write', { status: 503, cause });
  expect(fault).toMatchObject({ name: 'StoreFault', code: 'store-write-failed', status: 503, cause });
  expect(fault).toBeInstanceOf(Error);
});

test('a fault of ours tells the caller its code and request id, and nothing of what happened inside', () => {
  const fault = new Fault('store-write-failed', 'INSERT INTO person failed: mary@example.org', {
    cause: new Error('password=hunter2'),
  });
  const problem = toProblem(fault, 'req-1');
  expect(problem).toEqual({
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    code: 'store-write-failed',
    requestId: 'req-1',
  });
});

test('a fault below 500 explains itself to the caller', () => {
  const problem = toProblem(new Fault('body-too-large', 'Send at most 1 MiB.', { status: 413 }), 'req-2');
  expect(problem).toMatchObject({ status: 413, title: 'Payload Too Large', detail: 'Send at most 1 MiB.' });
});

test.each([new Error('connect ECONNREFUSED /var/run/secret.sock'), 'a thrown string', null, { status: 9000 }])(
  'anything unknown becomes a plain 500: %s',
  (thrown) => {
    expect(toProblem(thrown, 'req-3')).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal',
      requestId: 'req-3',
    });
  },
);

test("a framework's own error keeps its status and drops its words", () => {
  expect(toProblem({ status: 404, body: { message: 'Not found: /x' } }, 'req-4')).toEqual({
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    code: 'http-404',
    requestId: 'req-4',
  });
});

test('an invalid request names each invalid member by JSON pointer', () => {
  const parsed = z.object({ 'a/b': z.object({ ects: z.number() }) }).safeParse({ 'a/b': { ects: 'many' } });
  expect(toProblem(parsed.error, 'req-5')).toMatchObject({
    status: 422,
    code: 'request-invalid',
    errors: [{ pointer: '/a~1b/ects' }],
  });
});

test('the response is problem+json and is not cached', async () => {
  const response = problemResponse(toProblem(new Fault('busy', 'Wait.', { status: 429 }), 'req-6'), {
    'retry-after': '9',
  });
  expect(response.status).toBe(429);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('retry-after')).toBe('9');
  expect(await response.json()).toMatchObject({ code: 'busy', requestId: 'req-6' });
});
