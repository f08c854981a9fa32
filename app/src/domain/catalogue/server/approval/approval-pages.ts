import { hasRole, roles, type Actor } from '#domain/identity/identity.ts';
import { NotFound, requireRole } from '#domain/identity/server/api.ts';
import { needsApproval } from '#domain/organisations/organisations.ts';
import { listMembers, organisationById } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { approvalState, mayAnswer, type Approval, type ApprovalComment, type ApprovalState } from '../../approval.ts';
import { draftHash } from '../content-hash.ts';
import { draftFrom, draftTitle } from '../../record.ts';
import { findParts } from '../versions.store.ts';
import { findApprovals, findApprovalsByIds, findComments, findLastApproval, findWaiting } from './approvals.store.ts';
import { isReviewer, personIn, versionToRead } from './reader-of-draft.ts';

/** How far a draft's approval is, for a page that links to it. */
export interface ApprovalSummary {
  readonly state: ApprovalState;
  /** Whether the provider asks for one before publishing. */
  readonly needed: boolean;
  readonly last: Approval | undefined;
}

export interface ApprovalPage extends ApprovalSummary {
  /** The newest first. */
  readonly approvals: readonly Approval[];
  readonly comments: readonly ApprovalComment[];
  /** Of the draft as it is now: an approval says which one it approves. */
  readonly hash: string;
  /** Those who could be asked by this actor. */
  readonly reviewers: readonly string[];
  /** Whether this actor may ask, and may answer the open request. */
  readonly mayAsk: boolean;
  readonly mayAnswer: boolean;
}

/** A draft's approval, for its authors and reviewers. */
export async function approvalPage(platform: Platform, actor: Actor, versionId: string): Promise<ApprovalPage> {
  const { version, organisation } = await versionToRead(platform, actor, versionId);
  if (version.status !== 'draft') throw new NotFound('draft');
  const [parts, approvals, comments, members] = await Promise.all([
    findParts(platform.db, versionId),
    findApprovals(platform.db, versionId),
    findComments(platform.db, versionId),
    listMembers(platform, actor, organisation.id),
  ]);
  const hash = draftHash(version.record, parts);
  const me = personIn(actor);
  const [last] = approvals;
  const state = approvalState(last, hash);
  return {
    state,
    needed: needsApproval(organisation, members.length),
    last,
    approvals,
    comments,
    hash,
    reviewers: members
      .filter(({ personId, roles: held }) => personId !== me && (held.includes('reviewer') || held.includes('owner')))
      .map(({ personId }) => personId),
    mayAsk: hasRole(actor, organisation.id, ['author']),
    mayAnswer:
      state === 'asked' &&
      last !== undefined &&
      me !== null &&
      mayAnswer(last, me) &&
      isReviewer(actor, organisation.id),
  };
}

/** The same in brief, for everyone in the organisation. */
export async function approvalSummary(
  platform: Platform,
  actor: Actor,
  draft: { readonly id: string; readonly organisationId: string; readonly record: Parameters<typeof draftHash>[0] },
): Promise<ApprovalSummary> {
  requireRole(actor, draft.organisationId, ...roles);
  const [parts, last, members, organisation] = await Promise.all([
    findParts(platform.db, draft.id),
    findLastApproval(platform.db, draft.id),
    listMembers(platform, actor, draft.organisationId),
    organisationById(platform, draft.organisationId),
  ]);
  if (organisation === undefined) throw new NotFound('organisation');
  return {
    state: approvalState(last, draftHash(draft.record, parts)),
    needed: needsApproval(organisation, members.length),
    last,
  };
}

/** Under which approvals versions were published; for everyone in the organisation. */
export async function approvalsByIds(
  platform: Platform,
  actor: Actor,
  { organisationId, ids }: { readonly organisationId: string; readonly ids: readonly string[] },
): Promise<readonly Approval[]> {
  requireRole(actor, organisationId, ...roles);
  return findApprovalsByIds(platform.db, ids);
}

/** The drafts that wait for this actor's answer, the oldest request first. */
export async function approvalsWaiting(
  platform: Platform,
  actor: Actor,
  organisationId: string,
): Promise<
  readonly { readonly slug: string; readonly title: string; readonly askedBy: string | null; readonly askedAt: Date }[]
> {
  const me = personIn(actor);
  if (me === null || !isReviewer(actor, organisationId)) return [];
  const waiting = await findWaiting(platform.db, organisationId);
  return waiting
    .filter(({ approval }) => mayAnswer(approval, me) && (approval.askedOf === null || approval.askedOf === me))
    .map(({ approval, slug, record }) => ({
      slug,
      title: draftTitle(draftFrom(record)),
      askedBy: approval.askedBy,
      askedAt: approval.askedAt,
    }));
}
