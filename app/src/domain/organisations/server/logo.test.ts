import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { aMember, anOrganisation } from '../../../../test/builders/an-organisation.ts';
import { aPlatform } from '../../../../test/platform.ts';
import { logoPath } from '../organisations.ts';
import { changeLogo, readLogo } from './api.ts';

const platform = await aPlatform();
afterAll(() => platform.stop());

function aPicture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#2B6549' } });
}

test.for(['png', 'jpeg', 'webp'] as const)(
  'a %s is drawn anew as a small PNG, without what else the file held',
  async (format) => {
    const { organisation, owner } = await anOrganisation(platform);
    const drawn = aPicture(1600, 800).withExif({ IFD0: { Copyright: 'secret place' } });
    const picture = await drawn[format]().toBuffer();
    const result = await changeLogo(platform, owner, { organisationId: organisation.id, picture });
    if (result.kind === 'refused') throw new Error(result.because);
    const fileName = logoPath(result.organisation)?.split('/').at(-1) ?? '';
    expect(fileName).toMatch(/^[0-9a-f]{32}\.png$/);
    const logo = await readLogo(platform.files, result.organisation, fileName);
    const metadata = await sharp(logo).metadata();
    expect(metadata).toMatchObject({ format: 'png', width: 512, height: 256 });
    expect(metadata.exif).toBeUndefined();
    expect(logo?.includes('secret place')).toBe(false);
    expect(await readLogo(platform.files, result.organisation, 'another.png')).toBeUndefined();
  },
);

test('what is no picture is refused, whatever it calls itself', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const png = await aPicture(20, 20).png().toBuffer();
  for (const picture of [
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    Buffer.from('GIF89a'),
    Buffer.alloc(0),
    png.subarray(0, 40),
    Buffer.concat([png.subarray(0, 8), Buffer.from('<script>')]),
  ]) {
    const result = await changeLogo(platform, owner, { organisationId: organisation.id, picture });
    expect(result).toEqual({ kind: 'refused', because: 'not-a-picture' });
  }
});

test('a file of more than 2 MB, or a small one that holds a huge picture, is refused', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const organisationId = organisation.id;
  const large = await changeLogo(platform, owner, { organisationId, picture: Buffer.alloc(2 * 1024 * 1024 + 1) });
  expect(large).toEqual({ kind: 'refused', because: 'too-large' });
  const huge = await aPicture(6000, 6000).png().toBuffer();
  expect(huge.byteLength).toBeLessThan(2 * 1024 * 1024);
  expect(await changeLogo(platform, owner, { organisationId, picture: huge })).toEqual({
    kind: 'refused',
    because: 'not-a-picture',
  });
});

test('a new logo takes the place of the one before, whose file goes', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const organisationId = organisation.id;
  const first = await changeLogo(platform, owner, { organisationId, picture: await aPicture(20, 20).png().toBuffer() });
  const firstKey = first.kind === 'changed' ? (first.organisation.logoKey ?? '') : '';
  expect(await platform.files.exists(firstKey)).toBe(true);
  const gone = await changeLogo(platform, owner, { organisationId, picture: null });
  expect(gone).toMatchObject({ organisation: { logoKey: null } });
  expect(await platform.files.exists(firstKey)).toBe(false);
});

test('a logo can be changed twenty times in an hour', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const change = () =>
    changeLogo(platform, owner, { organisationId: organisation.id, picture: Buffer.from('no picture') });
  for (let tries = 0; tries < 20; tries += 1)
    expect(await change()).toEqual({ kind: 'refused', because: 'not-a-picture' });
  expect(await change()).toEqual({ kind: 'refused', because: 'too-often' });
});

test('only an owner changes the logo', async () => {
  const { organisation } = await anOrganisation(platform);
  const author = await aMember(platform, organisation.id, 'author', 'assessor', 'registrar');
  const change = changeLogo(platform, author, { organisationId: organisation.id, picture: null });
  await expect(change).rejects.toMatchObject({ code: 'permission-denied' });
});
