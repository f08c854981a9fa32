import { expect, test } from 'vitest';
import { plainYaml } from './plain-yaml.ts';

test.each(['a: 1\na: 2', 'a: { b: 1, b: 2 }', '- a: 1\n  "a": 2'])(
  'a key that stands twice is no plain YAML: %j',
  (text) => {
    expect(plainYaml(text, 1000)).toBeUndefined();
  },
);

test('the same key in two places is plain', () => {
  expect(plainYaml('a: { b: 1 }\nc: { b: 2 }', 1000)).toEqual({ a: { b: 1 }, c: { b: 2 } });
});

test.each(['a: &x 1\nb: *x', 'a: [', '? [a]\n: 1\n? [b]\n: 2'])('what is no plain YAML is refused: %j', (text) => {
  expect(plainYaml(text, 1000)).toBeUndefined();
});
