import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileSchema, slugFrom, slugSchema } from './profile.ts';

const profile = {
  name: 'Northgate College',
  kind: 'college',
  country: 'GB',
  website: 'https://northgate.example',
  contactEmail: 'Hello@Northgate.example',
  description: '',
  colour: '#2B6549',
};

test('a slug is made from a name in Latin letters', () => {
  expect(slugFrom('Université de Northgate')).toBe('universite-de-northgate');
  expect(slugFrom("  St. Mary's — School & Co. 2026 ")).toBe('st-mary-s-school-co-2026');
  expect(slugFrom('北门大学')).toBeUndefined();
});

test('whatever the name, a slug made from it is one that the database accepts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      const slug = slugFrom(name);
      expect(slug === undefined || slugSchema.safeParse(slug).success).toBe(true);
    }),
  );
});

test('a slug may not look like a file, a path or a page of ours', () => {
  for (const slug of ['did.json', 'a/b', 'north_gate', '-north', 'north--gate', 'new', '', 'x'.repeat(61)]) {
    expect(slugSchema.safeParse(slug).success, slug).toBe(false);
  }
});

test('a profile is accepted with or without a website, its e-mail in small letters', () => {
  expect(profileSchema.parse(profile)).toMatchObject({
    website: 'https://northgate.example',
    contactEmail: 'hello@northgate.example',
  });
  expect(profileSchema.parse({ ...profile, website: '' }).website).toBeNull();
});

test('a website is an address on the web, at a name', () => {
  for (const website of [
    'javascript:alert(1)',
    'northgate.example',
    'ftp://northgate.example',
    'http://10.0.0.1/',
    'http://localhost',
  ]) {
    expect(profileSchema.safeParse({ ...profile, website }).error?.issues[0]?.message, website).toBe('invalid');
  }
});

test('a name of spaces is no name', () => {
  expect(profileSchema.safeParse({ ...profile, name: '   ' }).error?.issues[0]?.message).toBe('missing');
});
