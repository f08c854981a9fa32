import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLearner, anEnrolment } from '../../../../../test/builders/a-learner.ts';
import { aMicrocredential } from '../../../../../test/builders/a-microcredential.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import { offeringById } from '#domain/catalogue/server/api.ts';
import { personById } from '#domain/identity/server/api.ts';
import {
  exportParticipantsCsv,
  removeParticipant,
  sendParticipantMessage,
  writeToParticipants,
  writeToProvider,
} from '../api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

const command = { kind: 'command' } as const;
const letter = { subject: 'The week\r\nahead', text: 'We meet on line.\n\nBring a question.' };
const mailsOf = (kind: string) =>
  platform.db.selectFrom('mail_message').selectAll().where('kind', '=', kind).orderBy('id').execute();
const address = async (personId: string) => (await personById(platform, personId))?.email;

test('a message goes to everyone under way once, however often its job runs, and to nobody who left or came later', async () => {
  const { microcredentialId, offeringId } = await aMicrocredential(platform);
  const [stays, alsoStays, leaves] = [await aLearner(platform), await aLearner(platform), await aLearner(platform)];
  await anEnrolment(platform, stays, offeringId);
  await anEnrolment(platform, alsoStays, offeringId);
  const left = await anEnrolment(platform, leaves, offeringId);
  expect(await removeParticipant(platform, command, { enrolmentId: left, reason: 'A double entry.' })).toEqual({
    kind: 'removed',
  });

  const written = await writeToParticipants(platform, command, { microcredentialId, letter });
  if (written.kind === 'refused') throw new Error(written.because);
  await Promise.all([sendParticipantMessage(platform, written), sendParticipantMessage(platform, written)]);
  const comesLater = await aLearner(platform);
  await anEnrolment(platform, comesLater, offeringId);
  await sendParticipantMessage(platform, written);

  const sent = await mailsOf('participant-message');
  const addresses = await Promise.all([stays, alsoStays].map(({ personId }) => address(personId)));
  expect(sent.map((mail) => mail.to_address).sort()).toEqual(addresses.sort());
  expect(sent[0]).toMatchObject({ subject: 'The week ahead' });
  expect(sent[0]?.reply_to).toMatch(/@/);
  const kept = await platform.db.selectFrom('participant_message').selectAll().executeTakeFirstOrThrow();
  expect(kept).toMatchObject({ recipients: 2 });
  expect(kept.sent_at).not.toBeNull();
});

test('an empty message, and one that nobody would get, are refused and not kept', async () => {
  const { microcredentialId } = await aMicrocredential(platform);
  const nobody = await writeToParticipants(platform, command, { microcredentialId, letter });
  expect(nobody).toEqual({ kind: 'refused', because: 'nobody-under-way' });
  const empty = await writeToParticipants(platform, command, {
    microcredentialId,
    letter: { subject: ' ', text: 'x'.repeat(5001) },
  });
  expect(empty).toEqual({
    kind: 'refused',
    because: 'unfit',
    problems: { subject: 'missing', text: 'too-long' },
  });
  const kept = await platform.db
    .selectFrom('participant_message')
    .select('id')
    .where('microcredential_id', '=', microcredentialId)
    .execute();
  expect(kept).toEqual([]);
});

test('whoever is removed is told why, and their seat is free again; twice at once ends it once', async () => {
  const { offeringId } = await aMicrocredential(platform, { offering: { capacity: 3 } });
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  expect(await removeParticipant(platform, command, { enrolmentId, reason: ' ' })).toMatchObject({
    because: 'reason-missing',
  });
  expect((await offeringById(platform, offeringId))?.taken).toBe(1);

  const input = { enrolmentId, reason: 'The place was promised to somebody else.' };
  const both = await Promise.all([
    removeParticipant(platform, command, input),
    removeParticipant(platform, command, input),
  ]);
  expect(both.map((one) => (one.kind === 'refused' ? one.because : one.kind)).sort()).toEqual(['left', 'removed']);
  expect((await offeringById(platform, offeringId))?.taken).toBe(0);
  const to = await address(learner.personId);
  const told = (await mailsOf('enrolment-ended')).filter((mail) => mail.to_address === to);
  expect(told).toHaveLength(1);
  expect(told[0]?.text_body).toContain(input.reason);
});

test('a learner’s letter reaches the provider, who can answer the learner', async () => {
  const { offeringId } = await aMicrocredential(platform);
  const learner = await aLearner(platform);
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  expect(await writeToProvider(platform, learner, { enrolmentId, letter })).toEqual({ kind: 'written' });
  const [mail] = await mailsOf('provider-letter');
  expect(mail?.reply_to).toBe(await address(learner.personId));
  expect(mail?.text_body).toContain('Bring a question.');

  const stranger = await aLearner(platform);
  await expect(writeToProvider(platform, stranger, { enrolmentId, letter })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('the file of participants has a line for each, and nothing in it runs in a spreadsheet', async () => {
  const { microcredentialId, offeringId } = await aMicrocredential(platform);
  const learner = await aLearner(platform, { displayName: '=HYPERLINK("x")' });
  const enrolmentId = await anEnrolment(platform, learner, offeringId);
  const lines: string[] = [];
  for await (const line of await exportParticipantsCsv(platform, command, { microcredentialId })) lines.push(line);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`${enrolmentId},"'=HYPERLINK(""x"")",${await address(learner.personId)}`);
});
