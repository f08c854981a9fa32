import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAward } from '../../../../test/builders/an-award.ts';
import { aMember, anOrganisation } from '../../../../test/builders/an-organisation.ts';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import { answerPartner, askPartner, partnershipsAsked, saveDraft, versionById } from '../../catalogue/server/api.ts';
import { issuerDid } from '../../organisations/server/api.ts';
import { changeStatus, myAwards } from './api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const system = { kind: 'system' } as const;

test('a partner that agreed to be the awarding body issues the credential, which names those who award it jointly', async () => {
  const provider = await anOrganisation(platform, { name: 'Northgate College' });
  const partner = await anOrganisation(platform, { name: 'Eskdale University' });
  const { learner, credentialId } = await anAward(platform, {
    provider: provider.organisation,
    beforePublishing: async (versionId) => {
      const microcredentialId = (await versionById(platform, versionId))?.microcredentialId ?? '';
      const { slug, id } = partner.organisation;
      await askPartner(platform, system, { microcredentialId, slug, role: 'awards', note: '' });
      const [asked] = await partnershipsAsked(platform, partner.owner, id);
      await answerPartner(platform, partner.owner, { partnershipId: asked?.partnership.id ?? '', answer: 'agreed' });
      await saveDraft(platform, system, {
        versionId,
        record: { awardingBodyId: id, jointAwardingBodyIds: [provider.organisation.id] },
      });
    },
  });

  const credential = JSON.parse((await myAwards(platform, learner))[0]?.credential.signedText ?? '{}') as {
    issuer: { id: string };
    credentialSubject: { achievement: { criteria: { narrative: string } } };
  };
  expect(credential.issuer.id).toBe(issuerDid(platform.config.origin, partner.organisation.slug));
  expect(credential.credentialSubject.achievement.criteria.narrative).toContain(
    'Awarded jointly by Eskdale University, Northgate College.',
  );

  const revoke = { credentialId, act: 'revoke', reason: 'A mistake.' } as const;
  const registrarOf = (organisationId: string) => aMember(platform, organisationId, 'registrar');
  const [theirs, ours] = [await registrarOf(provider.organisation.id), await registrarOf(partner.organisation.id)];
  await expect(changeStatus(platform, theirs, revoke)).rejects.toThrow();
  expect(await changeStatus(platform, ours, revoke)).toEqual({ kind: 'changed' });
});
