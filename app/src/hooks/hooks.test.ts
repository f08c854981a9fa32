import { expect, test } from 'vitest';
import { limited, mostBytes } from './body-limit.ts';
import { usableForm } from './readable-request.ts';
import { referrerPolicy } from './security-headers.ts';

test('pages whose address opens something tell other sites nothing of it', () => {
  expect(referrerPolicy('/(account)/reset-password/[token]', true)).toBe('no-referrer');
  expect(referrerPolicy('/(public)/credentials/[id]', false)).toBe('same-origin');
  expect(referrerPolicy('/(public)/outbox', false)).toBe('same-origin');
  expect(referrerPolicy('/(public)/explore', false)).toBe('strict-origin-when-cross-origin');
});

test('uploads may be larger than forms', () => {
  expect(mostBytes('/(account)/sign-in')).toBe(65_536);
  expect(mostBytes('/(studio)/studio/[org]/profile')).toBe(10_485_760);
  expect(mostBytes('/(learner)/portfolio')).toBe(1_048_576);
});

test('a body that does not say its length is read no further than the page allows', async () => {
  const inChunks = (count: number) => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (count-- > 0) controller.enqueue(new TextEncoder().encode('name=abcd&'));
        else controller.close();
      },
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const init: RequestInit & { readonly duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
    return new Request('http://localhost/', init);
  };
  const form = (request: Request) => usableForm(() => request.formData());
  expect((await form(limited(inChunks(10), 100))).getAll('name')).toHaveLength(10);
  await expect(form(limited(inChunks(11), 100))).rejects.toMatchObject({ status: 413, code: 'body-too-large' });
  await expect(limited(inChunks(1_000_000_000), 100).json()).rejects.toMatchObject({ status: 413 });
});

test('a form that is damaged, or holds what the database cannot keep, is a bad request', async () => {
  const posted = (body: BodyInit, headers: Record<string, string> = {}) => {
    const request = new Request('http://localhost/', { method: 'POST', body, headers });
    return usableForm(() => request.formData());
  };
  const form = await posted(new URLSearchParams({ name: 'Zoë', text: 'two\r\nlines' }));
  expect(form.get('name')).toBe('Zoë');
  await expect(posted(new URLSearchParams({ name: 'a\0b' }))).rejects.toMatchObject({
    status: 400,
    code: 'text-unusable',
  });
  await expect(posted(new URLSearchParams({ 'a\0b': '' }))).rejects.toMatchObject({ code: 'text-unusable' });
  const damaged = posted('--x', { 'content-type': 'multipart/form-data; boundary=x' });
  await expect(damaged).rejects.toMatchObject({ status: 400, code: 'form-unreadable' });
  await expect(posted('name=a', { 'content-type': 'text/plain' })).rejects.toMatchObject({ code: 'form-unreadable' });
});
