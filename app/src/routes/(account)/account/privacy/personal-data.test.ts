import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialToShow, shareAward } from '#domain/awards/server/api.ts';
import { erasePerson, personById } from '#domain/identity/server/api.ts';
import { anAward } from '../../../../../test/builders/an-award.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { personalData } from './personal-data.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const steps = personalData.flatMap(({ erase }) => (erase ? [erase] : []));

test('a learner’s copy of their data holds their roles, learning, answers, awards and signed credentials', async () => {
  const { learner, microcredential, credentialId } = await anAward(platform);
  const parts = await Promise.all(
    personalData.map(async (part) => [part.name, await part.export(platform, learner.personId)] as const),
  );
  const data: unknown = JSON.parse(JSON.stringify(Object.fromEntries(parts)));
  expect(data).toMatchObject({
    identity: { person: { id: learner.personId } },
    organisations: { roles: [], invitations: [] },
    learning: { enrolments: [{ route: 'taught', withdrawnAt: null }] },
    assessment: {
      attempts: [
        {
          assessment: 'Final quiz',
          answers: microcredential.questionIds.map(() => ({ response: { option: 'right' } })),
          judgements: [{ passed: true }],
        },
      ],
    },
    awards: { awards: [{ nameOnAward: 'Amina Osei', credentials: [{ id: credentialId }], shares: [] }] },
  });
  expect(JSON.stringify(data)).toContain('eddsa-rdfc-2022');
});

test('erasing a learner keeps the award and its signed text, and closes the links they shared it by', async () => {
  const { learner, awardId, credentialId } = await anAward(platform);
  const share = await shareAward(platform, learner, { awardId, label: 'Employer', expiresAt: null });
  const token = share.url.split('/').at(-1) ?? '';
  expect(await credentialToShow(platform, { kind: 'visitor' }, token)).toBeDefined();

  expect(await erasePerson(platform, learner, steps)).toEqual({ kind: 'erased' });

  expect(await personById(platform, learner.personId)).toBeUndefined();
  const award = await platform.db.selectFrom('award').selectAll().where('id', '=', awardId).executeTakeFirstOrThrow();
  expect(award).toMatchObject({ person_id: null, enrolment_id: null, name_on_award: 'Amina Osei' });
  const credential = await platform.db
    .selectFrom('credential')
    .selectAll()
    .where('id', '=', credentialId)
    .executeTakeFirstOrThrow();
  expect(credential.signed_text).toContain('proof');
  await expect(credentialToShow(platform, { kind: 'visitor' }, token)).rejects.toMatchObject({ code: 'not-found' });
});
