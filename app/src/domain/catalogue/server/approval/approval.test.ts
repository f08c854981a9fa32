import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDraft } from '../../../../../test/builders/a-microcredential.ts';
import { aMember, anOrganisation, type TestOrganisation } from '../../../../../test/builders/an-organisation.ts';
import { aPlatform, type TestPlatform } from '../../../../../test/platform.ts';
import type { SignedIn } from '../../../identity/identity.ts';
import { changeApprovalPolicy } from '../../../organisations/server/api.ts';
import {
  answerApproval,
  approvalPage,
  approvalsWaiting,
  askApproval,
  commentOnDraft,
  exportPersonData,
  publishVersion,
  resolveComment,
  saveDraft,
  versionById,
  withdrawApproval,
  writePart,
} from '../api.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await aPlatform();
});
afterAll(() => platform.stop());

interface Team extends TestOrganisation {
  readonly author: SignedIn;
  readonly reviewer: SignedIn;
  readonly versionId: string;
}

/** A provider with an owner, an author and a reviewer, and a draft that lacks nothing but an approval. */
async function aTeam(): Promise<Team> {
  const team = await anOrganisation(platform);
  const author = await aMember(platform, team.organisation.id, 'author');
  const reviewer = await aMember(platform, team.organisation.id, 'reviewer');
  const { versionId } = await aDraft(platform, { provider: team.organisation });
  return { ...team, author, reviewer, versionId };
}

const ask = ({ versionId, author }: Team, by = author, askedOf: string | null = null) =>
  askApproval(platform, by, { versionId, askedOf, note: 'Please read the outcomes.' });

async function answer({ versionId, reviewer }: Team, given: 'approved' | 'changes', by = reviewer) {
  const { hash } = await approvalPage(platform, by, versionId);
  return answerApproval(platform, by, { versionId, answer: given, note: 'Read it all.', readHash: hash });
}

const mailsTo = async (person: SignedIn, kind: string) => {
  const rows = await platform.db
    .selectFrom('mail_message as mail')
    .innerJoin('person', 'person.email', 'mail.to_address')
    .select('mail.subject')
    .where('person.id', '=', person.personId)
    .where('mail.kind', '=', kind)
    .execute();
  return rows.map(({ subject }) => subject);
};

test('with several members, an author publishes only what somebody else has approved', async () => {
  const team = await aTeam();
  const publish = () => publishVersion(platform, team.author, { versionId: team.versionId });
  expect(await publish()).toMatchObject({ kind: 'refused', because: 'not-approved' });
  await ask(team);
  expect(await publish()).toMatchObject({ kind: 'refused', because: 'not-approved' });
  expect(await answer(team, 'approved')).toEqual({ kind: 'answered' });
  expect(await publish()).toMatchObject({ kind: 'published' });
  const published = await versionById(platform, team.versionId);
  expect(published).toMatchObject({ approvalId: expect.any(String) as string });
});

test('changes of the record or of a part after the approval make it stale, and publishing asks for a fresh one', async () => {
  const team = await aTeam();
  const { versionId, author } = team;
  await ask(team);
  await answer(team, 'approved');
  await saveDraft(platform, author, { versionId, record: { summary: 'Something else.' } });
  expect((await approvalPage(platform, author, versionId)).state).toBe('stale');
  expect(await publishVersion(platform, author, { versionId })).toMatchObject({ because: 'approval-stale' });

  await ask(team);
  await answer(team, 'approved');
  await platform.db.transaction().execute((trx) =>
    writePart(platform, trx, {
      versionId,
      part: 'assessment',
      hash: 'another assessment',
      coveredOutcomes: [],
      problems: [],
    }),
  );
  expect((await approvalPage(platform, author, versionId)).state).toBe('stale');
});

test('nobody approves what they asked for themselves, not even an owner', async () => {
  const team = await aTeam();
  await ask(team, team.owner);
  expect(await answer(team, 'approved', team.owner)).toEqual({ kind: 'refused', because: 'own-request' });
  await expect(answer(team, 'approved', team.author)).rejects.toMatchObject({ code: 'permission-denied' });
  expect(await answer(team, 'approved')).toEqual({ kind: 'answered' });
});

test('an approval is refused when the draft is no longer what the reviewer read', async () => {
  const team = await aTeam();
  const { versionId, reviewer, author } = team;
  await ask(team);
  const { hash } = await approvalPage(platform, reviewer, versionId);
  await saveDraft(platform, author, { versionId, record: { summary: 'Typed while it was read.' } });
  expect(await answerApproval(platform, reviewer, { versionId, answer: 'approved', note: '', readHash: hash })).toEqual(
    { kind: 'refused', because: 'changed-meanwhile' },
  );
});

test('whoever is asked is told by mail, and whoever asked is told the answer', async () => {
  const team = await aTeam();
  const second = await aMember(platform, team.organisation.id, 'reviewer');
  await ask(team, team.author, second.personId);
  expect(await mailsTo(second, 'approval-asked')).toEqual(['Your approval is asked for: Psychological first aid']);
  expect(await mailsTo(team.reviewer, 'approval-asked')).toEqual([]);
  expect(await approvalsWaiting(platform, second, team.organisation.id)).toHaveLength(1);
  expect(await approvalsWaiting(platform, team.reviewer, team.organisation.id)).toHaveLength(0);
  await answer(team, 'changes', second);
  expect(await mailsTo(team.author, 'approval-answered')).toEqual(['Changes asked for: Psychological first aid']);
  expect(await approvalsWaiting(platform, second, team.organisation.id)).toHaveLength(0);
});

test('a request stands once, can be taken back, and asking for changes needs words', async () => {
  const team = await aTeam();
  const { versionId, author, reviewer } = team;
  expect(await ask(team)).toEqual({ kind: 'asked' });
  expect(await ask(team)).toEqual({ kind: 'refused', because: 'already-asked' });
  expect(
    await answerApproval(platform, reviewer, { versionId, answer: 'changes', note: ' ', readHash: '' }),
  ).toMatchObject({ because: 'note-missing' });
  await withdrawApproval(platform, author, { versionId });
  expect((await approvalPage(platform, author, versionId)).state).toBe('not-asked');
  expect(await answer(team, 'approved')).toEqual({ kind: 'refused', because: 'not-asked' });
});

test('an only member publishes alone, which is recorded; where the owner wants it, nobody does', async () => {
  const { organisation, owner } = await anOrganisation(platform);
  const { versionId } = await aDraft(platform, { provider: organisation });
  expect(await askApproval(platform, owner, { versionId, askedOf: null, note: '' })).toMatchObject({
    because: 'nobody-to-ask',
  });
  await changeApprovalPolicy(platform, owner, { organisationId: organisation.id, policy: 'always' });
  expect(await publishVersion(platform, owner, { versionId })).toMatchObject({ because: 'not-approved' });
  await changeApprovalPolicy(platform, owner, { organisationId: organisation.id, policy: 'when-several' });
  expect(await publishVersion(platform, owner, { versionId })).toMatchObject({ kind: 'published' });
  expect(await versionById(platform, versionId)).toMatchObject({ approvalId: null });
  const entry = await platform.db
    .selectFrom('audit_entry')
    .select('detail')
    .where('action', '=', 'version.published')
    .where('subject_id', '=', versionId)
    .executeTakeFirstOrThrow();
  expect(entry.detail).toMatchObject({ approved: false });
});

test('an owner may let authors publish on their own', async () => {
  const team = await aTeam();
  await changeApprovalPolicy(platform, team.owner, { organisationId: team.organisation.id, policy: 'never' });
  expect(await publishVersion(platform, team.author, { versionId: team.versionId })).toMatchObject({
    kind: 'published',
  });
});

test('comments are written about the whole or a part, and resolved once', async () => {
  const team = await aTeam();
  const { versionId, author, reviewer } = team;
  await commentOnDraft(platform, reviewer, { versionId, about: 'record', aboutId: null, text: 'Too long a title.' });
  const [comment] = (await approvalPage(platform, author, versionId)).comments;
  expect(comment).toMatchObject({ about: 'record', text: 'Too long a title.', writtenBy: reviewer.personId });
  const commentId = comment?.id ?? '';
  await resolveComment(platform, author, { versionId, commentId });
  await resolveComment(platform, reviewer, { versionId, commentId });
  const [resolved] = (await approvalPage(platform, author, versionId)).comments;
  expect(resolved).toMatchObject({ resolvedBy: author.personId });
  const other = await aTeam();
  await expect(resolveComment(platform, other.author, { versionId: other.versionId, commentId })).rejects.toMatchObject(
    { code: 'not-found' },
  );
});

test('what somebody said about drafts is in their own copy of their data', async () => {
  const team = await aTeam();
  await ask(team);
  await answer(team, 'changes');
  const { versionId, reviewer, author } = team;
  await commentOnDraft(platform, reviewer, { versionId, about: 'whole', aboutId: null, text: 'A good start.' });
  expect(await exportPersonData(platform, reviewer.personId)).toMatchObject({
    requestsForApproval: [],
    answers: [{ answer: 'changes', note: 'Read it all.' }],
    comments: [{ text: 'A good start.' }],
  });
  expect((await exportPersonData(platform, author.personId)).requestsForApproval).toHaveLength(1);
});
