import { afterAll, expect, test } from 'vitest';
import { createPerson } from '../../identity/server/api.ts';
import { aMember, anOperator, anOrganisation } from '../../../../test/builders/an-organisation.ts';
import { aPlatform } from '../../../../test/platform.ts';
import { addRole } from './members.store.ts';
import {
  confirmationRecordOf,
  confirmByDnsRecord,
  confirmByEmailDomain,
  confirmByRegisterNumber,
  issuerBySlug,
  listConfirmations,
  withdrawConfirmation,
} from './api.ts';

const platform = await aPlatform({ at: new Date('2026-03-01T12:00:00Z') });
afterAll(() => platform.stop());
const operator = await anOperator(platform);

function dnsError(code: string): Error {
  return Object.assign(new Error(`queryTxt ${code}`), { code });
}

test('a domain’s record confirms the organisation only when it is there', async () => {
  const { organisation, owner } = await anOrganisation(platform, { slug: 'dns' });
  const input = { organisationId: organisation.id, validUntil: null };
  const { domain, record } = await confirmationRecordOf(platform, owner, organisation);
  expect(domain).toBe('northgate.example');
  expect(record).toMatch(/^cairn-confirmation=[\w-]{43}$/);

  const asked: string[] = [];
  const answering = (records: string[][]) => async (name: string) => (asked.push(name), records);
  expect(await confirmByDnsRecord(platform, operator, input, answering([['v=spf1 -all']]))).toEqual({
    kind: 'refused',
    because: 'record-missing',
  });
  expect(await listConfirmations(platform, owner, organisation.id)).toEqual([]);
  expect(await confirmByDnsRecord(platform, operator, input, answering([['v=spf1 -all'], [record]]))).toMatchObject({
    kind: 'confirmed',
    confirmation: { method: 'dns-record', evidence: 'northgate.example', validUntil: null },
  });
  expect(asked).toEqual(['northgate.example', 'northgate.example']);
  expect((await issuerBySlug(platform, 'dns'))?.confirmations).toHaveLength(1);
});

test('another organisation’s record does not confirm this one', async () => {
  const [one, another] = [await anOrganisation(platform), await anOrganisation(platform)];
  const { record } = await confirmationRecordOf(platform, another.owner, another.organisation);
  const result = await confirmByDnsRecord(
    platform,
    operator,
    { organisationId: one.organisation.id, validUntil: null },
    async () => [[record]],
  );
  expect(result).toEqual({ kind: 'refused', because: 'record-missing' });
});

test('a name server that doesn’t answer is not the answer that there is no record', async () => {
  const { organisation } = await anOrganisation(platform);
  const input = { organisationId: organisation.id, validUntil: null };
  const failing = (code: string) => confirmByDnsRecord(platform, operator, input, () => Promise.reject(dnsError(code)));
  expect(await failing('ENOTFOUND')).toEqual({ kind: 'refused', because: 'record-missing' });
  expect(await failing('ENODATA')).toEqual({ kind: 'refused', because: 'record-missing' });
  expect(await failing('ESERVFAIL')).toEqual({ kind: 'refused', because: 'dns-unreachable' });
  expect(await failing('ETIMEOUT')).toEqual({ kind: 'refused', because: 'dns-unreachable' });
});

test('an owner’s confirmed address at the website’s domain confirms it; a lookalike, an author’s or an unconfirmed one does not', async () => {
  const { organisation } = await anOrganisation(platform, { ownerEmail: 'o@northgate.example.evil.example' });
  const input = { organisationId: organisation.id, validUntil: null };
  const author = await createPerson(platform, { email: 'author@northgate.example', displayName: 'A' });
  const unsure = await createPerson(platform, {
    email: 'unsure@northgate.example',
    displayName: 'U',
    emailConfirmed: false,
  });
  const at = platform.clock();
  await addRole(platform.db, { organisationId: organisation.id, personId: author.id, role: 'author', at });
  await addRole(platform.db, { organisationId: organisation.id, personId: unsure.id, role: 'owner', at });
  expect(await confirmByEmailDomain(platform, operator, input)).toEqual({
    kind: 'refused',
    because: 'no-owner-at-domain',
  });
  const owner = await createPerson(platform, { email: 'owner@northgate.example', displayName: 'O' });
  await addRole(platform.db, { organisationId: organisation.id, personId: owner.id, role: 'owner', at });
  expect(await confirmByEmailDomain(platform, operator, input)).toMatchObject({
    confirmation: { method: 'email-domain', evidence: 'northgate.example' },
  });
});

test('without a website there is no domain to look at', async () => {
  const { organisation } = await anOrganisation(platform, { website: null });
  const input = { organisationId: organisation.id, validUntil: null };
  const neverAsked = () => Promise.reject(new Error('asked all the same'));
  expect(await confirmByDnsRecord(platform, operator, input, neverAsked)).toEqual({
    kind: 'refused',
    because: 'website-missing',
  });
  expect(await confirmByEmailDomain(platform, operator, input)).toEqual({
    kind: 'refused',
    because: 'website-missing',
  });
});

test('a confirmation is public until its end or its withdrawal; the record of it stays', async () => {
  const { organisation, owner } = await anOrganisation(platform, { slug: 'registered' });
  const organisationId = organisation.id;
  const entry = { organisationId, register: 'Register of Colleges', number: '1234' };
  const past = await confirmByRegisterNumber(platform, operator, { ...entry, validUntil: platform.clock() });
  expect(past).toEqual({ kind: 'refused', because: 'date-past' });
  await confirmByRegisterNumber(platform, operator, { ...entry, validUntil: new Date('2026-06-01') });
  const lasting = await confirmByRegisterNumber(platform, operator, { ...entry, validUntil: null });
  const shown = async () => (await issuerBySlug(platform, 'registered'))?.confirmations.map(({ evidence }) => evidence);
  expect(await shown()).toEqual(['Register of Colleges, 1234', 'Register of Colleges, 1234']);

  platform.setTime(new Date('2026-06-01'));
  expect(await shown()).toHaveLength(1);
  const confirmationId = lasting.kind === 'confirmed' ? lasting.confirmation.id : '';
  expect(await withdrawConfirmation(platform, operator, { organisationId, confirmationId })).toEqual({
    kind: 'withdrawn',
  });
  expect(await withdrawConfirmation(platform, operator, { organisationId, confirmationId })).toEqual({
    kind: 'refused',
    because: 'already-withdrawn',
  });
  expect(await shown()).toEqual([]);
  expect(await listConfirmations(platform, owner, organisationId)).toHaveLength(2);
  platform.setTime(new Date('2026-03-01T12:00:00Z'));
});

test('nobody but the operator confirms or withdraws', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const input = { organisationId: organisation.id, validUntil: null };
  for (const actor of [owner, await aMember(platform, organisation.id)]) {
    for (const attempt of [
      confirmByDnsRecord(platform, actor, input, async () => []),
      confirmByEmailDomain(platform, actor, input),
      confirmByRegisterNumber(platform, actor, { ...input, register: 'R', number: '1' }),
      withdrawConfirmation(platform, actor, { organisationId: organisation.id, confirmationId: platform.newId() }),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'permission-denied' });
    }
  }
});
