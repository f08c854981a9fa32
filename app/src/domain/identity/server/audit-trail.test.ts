import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPlatform, type TestPlatform } from '../../../../test/platform.ts';
import type { Actor, SignedIn } from '../identity.ts';
import { exportAuditCsv, listAudit, recordAudit } from './api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const command: Actor = { kind: 'command' };
const person = (memberships: SignedIn['memberships'] = [], isOperator = false): SignedIn => ({
  kind: 'person',
  personId: platform.newId(),
  isOperator,
  emailConfirmed: true,
  memberships,
});
async function anEntry(organisationId: string, action = 'award.revoked', actor: Actor = command, at?: Date) {
  const subjectId = platform.newId();
  const timed = at === undefined ? platform : { ...platform, clock: () => at };
  await platform.db.transaction().execute((trx) =>
    recordAudit(timed, trx, actor, {
      action,
      subjectKind: 'award',
      subjectId,
      organisationId,
      detail: { reason: 'error' },
    }),
  );
  return subjectId;
}

test('an entry stands or falls with the deed it belongs to', async () => {
  const organisationId = platform.newId();
  const deed = platform.db.transaction().execute(async (trx) => {
    await recordAudit(platform, trx, command, {
      action: 'award.made',
      subjectKind: 'award',
      subjectId: platform.newId(),
      organisationId,
    });
    throw new Error('the deed failed');
  });
  await expect(deed).rejects.toThrow('the deed failed');
  expect((await listAudit(platform, command, { organisationId })).entries).toEqual([]);
});

test('nobody changes or removes what was written', async () => {
  const organisationId = platform.newId();
  await anEntry(organisationId);
  await expect(platform.db.updateTable('audit_entry').set({ action: 'nothing' }).execute()).rejects.toThrow(
    'only ever added',
  );
  await expect(
    platform.db.deleteFrom('audit_entry').where('organisation_id', '=', organisationId).execute(),
  ).rejects.toThrow('only ever added');
});

test('the trail is read by an organisation’s owners and by operators, and by nobody else', async () => {
  const organisationId = platform.newId();
  const subjectId = await anEntry(organisationId);
  const owner = person([{ organisationId, role: 'owner' }]);
  expect((await listAudit(platform, owner, { organisationId })).entries).toMatchObject([
    { subjectId, actorKind: 'command', actorId: null, detail: { reason: 'error' } },
  ]);
  expect((await listAudit(platform, person([], true), { organisationId })).entries).toHaveLength(1);
  const others: Actor[] = [
    person(),
    person([{ organisationId, role: 'registrar' }]),
    person([{ organisationId: platform.newId(), role: 'owner' }]),
  ];
  for (const actor of others)
    await expect(listAudit(platform, actor, { organisationId })).rejects.toMatchObject({ code: 'permission-denied' });
  await expect(listAudit(platform, owner, {})).rejects.toMatchObject({ code: 'permission-denied' });
  await expect(listAudit(platform, { kind: 'visitor' }, { organisationId })).rejects.toMatchObject({
    code: 'sign-in-needed',
  });
  expect(() => exportAuditCsv(platform, person(), { organisationId })).toThrow('permission');
});

test('pages follow each other without a gap or a repeat while entries are being added', async () => {
  const organisationId = platform.newId();
  for (let entry = 0; entry < 120; entry++) await anEntry(organisationId);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(platform, command, { organisationId }, cursor);
    seen.push(...page.entries.map(({ id }) => id));
    cursor = page.nextCursor;
    await anEntry(organisationId);
  } while (cursor !== undefined);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
  expect(seen).toEqual([...seen].sort().reverse());
});

test('the trail is narrowed by who, what and when', async () => {
  const organisationId = platform.newId();
  const actor = person();
  await anEntry(organisationId, 'award.revoked', actor);
  await anEntry(organisationId, 'award.suspended');
  await anEntry(organisationId, 'awarding.begun');
  await anEntry(organisationId, 'key.rotated', command, new Date('2020-05-01T00:00:00Z'));
  const actions = async (filter: object) =>
    (await listAudit(platform, command, { organisationId, ...filter })).entries.map(({ action }) => action);
  expect(await actions({ actorId: actor.personId })).toEqual(['award.revoked']);
  expect(await actions({ action: 'award' })).toEqual(['award.suspended', 'award.revoked']);
  expect(await actions({ action: 'award.revoked' })).toEqual(['award.revoked']);
  expect(await actions({ from: new Date('2020-05-01T00:00:00Z'), until: new Date('2020-05-02T00:00:00Z') })).toEqual([
    'key.rotated',
  ]);
  expect(await actions({ until: new Date('2020-05-01T00:00:00Z') })).toEqual([]);
});

test('the CSV holds every entry once, and nothing that a spreadsheet would run', async () => {
  const organisationId = platform.newId();
  for (let entry = 0; entry < 502; entry++)
    await anEntry(organisationId, entry === 0 ? '=HYPERLINK("x"),' : 'award.revoked');
  const lines: string[] = [];
  for await (const line of exportAuditCsv(platform, command, { organisationId })) lines.push(line);
  expect(lines).toHaveLength(503);
  expect(lines[0]).toBe('id,at,actor_kind,actor_id,organisation_id,action,subject_kind,subject_id,detail\r\n');
  expect(lines.at(-1)).toContain(`,"'=HYPERLINK(""x""),",`);
  expect(lines.at(-1)).toContain('"{""reason"":""error""}"');
});
