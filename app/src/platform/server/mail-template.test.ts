import { expect, test } from 'vitest';
import { renderMail } from './mail-template.ts';

const words = {
  title: 'Confirm your address',
  paragraphs: ['Somebody gave this address.', 'If it was you, confirm it.'],
  action: { label: 'Confirm', url: 'https://cairn.example/confirm-email/abc?a=1&b=2' },
  footer: 'You receive this because an account was made.',
};

test('the plain text says everything, with the address in full', () => {
  expect(renderMail(words).text).toBe(
    `Confirm your address

Somebody gave this address.

If it was you, confirm it.

Confirm:
https://cairn.example/confirm-email/abc?a=1&b=2

-- 
You receive this because an account was made.
`,
  );
});

test('the HTML says the same, names its language, and has one heading and one link', () => {
  const { html } = renderMail({ ...words, language: 'ar', direction: 'rtl' });
  for (const text of [words.title, ...words.paragraphs, words.action.label, words.footer]) expect(html).toContain(text);
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html.match(/<a href="https:\/\/cairn\.example\/confirm-email\/abc\?a=1&amp;b=2"/g)).toHaveLength(1);
});

test('the HTML loads nothing and runs nothing', () => {
  expect(renderMail(words).html).not.toMatch(/<(img|script|link|style|iframe)|url\(|@import/i);
});

test('what people wrote is shown, not interpreted', () => {
  const { html } = renderMail({
    title: '<script>alert(1)</script>',
    paragraphs: ['Soil & water\n<b>now</b>'],
    action: { label: '<i>Go</i>', url: 'https://x.test/"onclick="alert(1)' },
    footer: '"quoted"',
  });
  expect(html).not.toMatch(/<script|<b>|<i>|"onclick="/);
  expect(html).toContain('Soil &amp; water<br>&lt;b&gt;now&lt;/b&gt;');
});

test('a message without action and footer has neither', () => {
  const { html, text } = renderMail({ title: 'Hello', paragraphs: ['A'] });
  expect(html).not.toMatch(/<a |border-top/);
  expect(text).toBe('Hello\n\nA\n');
});

test('an action leads to a web address and nowhere else', () => {
  expect(() => renderMail({ ...words, action: { label: 'x', url: 'javascript:alert(1)' } })).toThrow(TypeError);
});
