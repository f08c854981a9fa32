import { expect, test } from 'vitest';
import { actorOf, createPerson, recordAudit } from '#domain/identity/server/api.ts';
import { aPlatform } from '../../../test/platform.ts';
import { anOrganisation } from '../../../test/builders/an-organisation.ts';
import { auditPage } from './audit-page.ts';

test('an owner learns nothing of who has an account by asking for their acts', async () => {
  await using platform = await aPlatform();
  const { owner, organisation } = await anOrganisation(platform);
  await createPerson(platform, { email: 'known@people.example', displayName: 'Known' });
  const asked = (actor: App.Locals['actor'], email: string) =>
    auditPage({ platform, actor }, new URLSearchParams({ person: email }), { organisationId: organisation.id });
  const { request: _known, ...known } = await asked(owner, 'known@people.example');
  const { request: _unknown, ...unknown } = await asked(owner, 'unknown@people.example');
  expect(unknown).toEqual(known);

  const operator = await createPerson(platform, { email: 'op@people.example', displayName: 'Op', isOperator: true });
  expect(await asked(await actorOf(platform, operator.id), 'unknown@people.example')).toMatchObject({
    personUnknown: true,
  });
});

test('what is kept beside an entry is read in words, and what is empty is left out', async () => {
  await using platform = await aPlatform();
  const { owner, organisation } = await anOrganisation(platform);
  await recordAudit(platform, platform.db, owner, {
    action: 'membership.changed',
    subjectKind: 'membership',
    subjectId: organisation.id,
    organisationId: organisation.id,
    detail: { added: ['author', 'assessor'], removed: [] },
  });
  const { entries } = await auditPage({ platform, actor: owner }, new URLSearchParams(), {
    organisationId: organisation.id,
  });
  expect(entries[0]?.details).toEqual([{ name: 'added', value: 'author, assessor' }]);
});
