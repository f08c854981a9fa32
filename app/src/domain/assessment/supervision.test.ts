import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { codeFrom, formOf, isSupervisedAs, lowestForm, typedCode } from './supervision.ts';

test('an attempt is said to be supervised as it was recorded, never more', () => {
  expect(formOf([])).toBe('none');
  expect(formOf(['code-in-room'])).toBe('supervised');
  expect(formOf(['remote-session'])).toBe('supervised');
  expect(formOf(['remote-session', 'document-checked'])).toBe('supervised-with-identity-check');
  expect(formOf(['document-checked'])).toBe('supervised-with-identity-check');
  expect(formOf(['code-in-room', 'document-checked'])).toBe('supervised-with-identity-check');
});

test('of several attempts the lowest counts; of none nothing can be said', () => {
  expect(lowestForm(['supervised-with-identity-check', 'supervised'])).toBe('supervised');
  expect(lowestForm(['supervised-with-identity-check', 'none', 'supervised'])).toBe('none');
  expect(lowestForm(['supervised-with-identity-check'])).toBe('supervised-with-identity-check');
  expect(lowestForm([])).toBe('none');
});

test('an assessment that asks for more than was done is not supervised as it asks', () => {
  expect(isSupervisedAs(undefined, [])).toBe(true);
  expect(isSupervisedAs('code-in-room', [])).toBe(false);
  expect(isSupervisedAs('code-in-room', ['code-in-room'])).toBe(true);
  expect(isSupervisedAs('code-in-room', ['document-checked'])).toBe(true);
  expect(isSupervisedAs('code-in-room', ['remote-session'])).toBe(true);
  expect(isSupervisedAs('document-checked', ['code-in-room'])).toBe(false);
  expect(isSupervisedAs('document-checked', ['remote-session'])).toBe(false);
  expect(isSupervisedAs('document-checked', ['code-in-room', 'document-checked'])).toBe(true);
});

test('a code has six characters that are told apart, each as likely as another', () => {
  expect(codeFrom(randomBytes(64))).toMatch(/^[ACDEFGHJKMNPQRTUVWXY34679]{6}$/);
  expect(codeFrom(Uint8Array.from([0, 24, 25, 249, 250, 255, 1, 2]))).toBe('A9A9CD');
  expect(codeFrom(Uint8Array.from([255, 255, 0, 0, 0, 0, 0]))).toBeUndefined();
  expect(typedCode(' ac4-9 x7 ')).toBe('AC49X7');
});
