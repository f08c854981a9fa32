import { expect, test } from 'vitest';
import { actorOf, createPerson, recordAudit } from '#domain/identity/server/api.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobs } from '../../jobs.ts';
import { m } from '#messages';
import { aPlatform } from '../../../test/platform.ts';
import { aDraft } from '../../../test/builders/a-microcredential.ts';
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

test('an offering’s price is read as money, and bare ids are left to the file', async () => {
  await using platform = await aPlatform();
  const { owner, organisation } = await anOrganisation(platform);
  await recordAudit(platform, platform.db, owner, {
    action: 'offering.created',
    subjectKind: 'offering',
    subjectId: platform.newId(),
    organisationId: organisation.id,
    detail: { microcredentialId: platform.newId(), priceMinor: 4500, currency: 'GBP', capacity: null },
  });
  const { entries } = await auditPage({ platform, actor: owner }, new URLSearchParams(), {
    organisationId: organisation.id,
  });
  expect(entries[0]?.details).toEqual([{ name: 'price', value: '£45' }]);
});

test('an entry about an organisation or a version says which by name', async () => {
  await using platform = await aPlatform();
  const { owner, organisation } = await anOrganisation(platform);
  const { versionId } = await aDraft(platform, { provider: organisation, record: { title: 'Reading tides' } });
  for (const [subjectKind, subjectId] of [
    ['organisation', organisation.id],
    ['version', versionId],
  ] as const) {
    await recordAudit(platform, platform.db, owner, {
      action: `${subjectKind}.created`,
      subjectKind,
      subjectId,
      organisationId: organisation.id,
    });
  }
  const { entries } = await auditPage({ platform, actor: owner }, new URLSearchParams(), {
    organisationId: organisation.id,
  });
  expect(entries.slice(0, 2).map(({ subjectName }) => subjectName)).toEqual(['Reading tides', organisation.name]);
});

test('whatever is written to the trail or done as a job is called by words', () => {
  const folder = join(import.meta.dirname, '../../domain');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const stated = (pattern: RegExp): string[] =>
    sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  const actions = stated(/\baction: '([a-z]+\.[a-z-]+)'/g);
  expect(actions).toContain('award.decided');
  expect(actions.filter((action) => m.admin_audit_action({ action }) === action)).toEqual([]);
  const subjects = stated(/\bsubjectKind: '([a-z-]+)'/g);
  expect(subjects.filter((subject) => m.admin_audit_subject({ subject }) === subject)).toEqual([]);
  expect(jobs.map(({ name }) => name).filter((name) => m.admin_jobs_named({ name }) === name)).toEqual([]);
});
