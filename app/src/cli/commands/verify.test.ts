import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anAward } from '../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../test/platform.ts';
import { changeStatus, myAwards, shareAward } from '#domain/awards/server/api.ts';
import { verifyCommand } from './verify.ts';

async function type(platform: TestPlatform, ...args: string[]) {
  return verifyCommand({
    args,
    options: {},
    config: () => platform.config,
    platform: () => Promise.resolve(platform),
    path: (text) => join(platform.config.dataDir, text),
    say: () => undefined,
  });
}

test('a file, a changed file, a revoked one and a share link are told apart by exit code and by check', async () => {
  await using platform = await aPlatform();
  const { learner, awardId, credentialId } = await anAward(platform);
  const [held] = await myAwards(platform, learner);
  const text = held?.credential.signedText ?? '';
  await writeFile(join(platform.config.dataDir, 'good.json'), text);
  await writeFile(join(platform.config.dataDir, 'changed.json'), text.replace('Amina Osei', 'Somebody Else'));
  const { url } = await shareAward(platform, learner, { awardId, label: '', expiresAt: null });

  expect(await type(platform, 'changed.json')).toMatchObject({ ok: false, exitCode: 1, json: { verdict: 'invalid' } });
  expect((await type(platform, 'changed.json')).text).toMatch(/^changed\.json: invalid\n(.*\n)* {2}✗ integrity/);
  const good = await type(platform, url);
  expect(good).toMatchObject({ ok: true, exitCode: 0, json: { source: url, verdict: 'valid' } });
  expect(good.text).toMatch(/✓ integrity/);
  expect(await type(platform, 'good.json', url)).toMatchObject({ exitCode: 0, json: { verdict: 'valid' } });

  const revoked = { credentialId, act: 'revoke', reason: 'issued in error' } as const;
  await changeStatus(platform, { kind: 'system' }, revoked);
  expect((await type(platform, 'good.json')).text).toMatch(/✗ revocation/);
});

test('what cannot be read is said in a sentence, and one bad credential among several decides', async () => {
  await using platform = await aPlatform();
  const { learner } = await anAward(platform);
  const [held] = await myAwards(platform, learner);
  await writeFile(join(platform.config.dataDir, 'good.json'), held?.credential.signedText ?? '');
  await writeFile(join(platform.config.dataDir, 'large.json'), Buffer.alloc(1024 * 1024 + 1));

  expect(await type(platform, 'missing.json')).toMatchObject({ exitCode: 1, json: { error: 'not-a-file' } });
  expect(await type(platform, 'large.json')).toMatchObject({ exitCode: 1, json: { error: 'too-large' } });
  const mixed = await type(platform, 'good.json', 'missing.json');
  expect(mixed).toMatchObject({
    exitCode: 1,
    json: { verdict: 'invalid', results: [{ source: 'good.json', verdict: 'valid' }, { error: 'not-a-file' }] },
  });
  expect(mixed.text).toContain('missing.json: not read\n  There is no such file');
});

test('an issuer that cannot be reached leaves the verdict open: exit code 2', async () => {
  await using platform = await aPlatform();
  const { learner } = await anAward(platform);
  const [held] = await myAwards(platform, learner);
  await writeFile(join(platform.config.dataDir, 'good.json'), held?.credential.signedText ?? '');
  const elsewhere = { ...platform, config: { ...platform.config, origin: 'http://localhost:4000' } };
  expect(await type(elsewhere, 'good.json')).toMatchObject({
    ok: false,
    exitCode: 2,
    json: { verdict: 'unconfirmed' },
  });
});
