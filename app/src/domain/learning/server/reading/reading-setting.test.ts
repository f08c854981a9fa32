import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner } from '../../../../../test/builders/a-learner.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { erasePerson } from '#domain/identity/server/api.ts';
import { readingFromCookie, readingToCookie, textSizes, typefaces } from '../../reading.ts';
import { exportPersonData, readingSettingOf, saveReadingSetting } from '../api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

test('a person reads alike on every device, and the setting goes with them', async () => {
  const learner = await aLearner(platform);
  expect(await readingSettingOf(platform, learner)).toBeUndefined();
  await saveReadingSetting(platform, learner, { textSize: 'large', typeface: 'usual' });
  const setting = { textSize: 'larger', typeface: 'dyslexia' } as const;
  await saveReadingSetting(platform, learner, setting);
  expect(await readingSettingOf(platform, learner)).toEqual(setting);
  expect(await readingSettingOf(platform, await aLearner(platform))).toBeUndefined();
  expect(await exportPersonData(platform, learner.personId)).toMatchObject({ reading: setting });
  await erasePerson(platform, learner, []);
  expect(await readingSettingOf(platform, learner)).toBeUndefined();
});

test('a visitor’s browser keeps theirs, and a cookie that makes no sense reads as usual', async () => {
  await saveReadingSetting(platform, { kind: 'visitor' }, { textSize: 'large', typeface: 'dyslexia' });
  for (const textSize of textSizes)
    for (const typeface of typefaces) {
      expect(readingFromCookie(readingToCookie({ textSize, typeface }))).toEqual({ textSize, typeface });
    }
  expect(readingFromCookie('huge."><script>')).toEqual({ textSize: 'normal', typeface: 'usual' });
});
