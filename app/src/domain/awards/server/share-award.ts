import { createHash, randomBytes } from 'node:crypto';
import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { NotFound, recordAudit, requirePerson } from '#domain/identity/server/api.ts';
import { awardById, type Award } from './awards.store.ts';
import { closeShare, insertShare, shareById, sharesOfAward } from './shares.store.ts';

export interface Share {
  readonly id: string;
  readonly url: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The learner's own award. Somebody else's answers like one that does not exist. */
async function requireOwnAward(platform: Platform, actor: Actor, awardId: string): Promise<Award> {
  const person = requirePerson(actor);
  const award = await awardById(platform.db, awardId);
  if (!award || award.personId !== person.personId) throw new NotFound('award');
  return award;
}

/** Makes an unguessable link to an award's page, with a label that only the learner sees. */
export async function shareAward(
  platform: Platform,
  actor: Actor,
  input: { readonly awardId: string; readonly label: string; readonly expiresAt: Date | null },
): Promise<Share> {
  const award = await requireOwnAward(platform, actor, input.awardId);
  const token = randomBytes(24).toString('base64url');
  const share = {
    id: platform.newId(),
    awardId: award.id,
    label: input.label.trim().slice(0, 120),
    createdAt: platform.clock(),
    expiresAt: input.expiresAt,
    revokedAt: null,
  };
  await platform.db.transaction().execute(async (trx) => {
    const tokenSealed = platform.secrets.seal(Buffer.from(token), sealContext(share.id));
    await insertShare(trx, { ...share, tokenHash: hashToken(token), tokenSealed });
    await recordAudit(platform, trx, actor, { action: 'share.created', subjectKind: 'award', subjectId: award.id });
  });
  return { ...share, url: shareUrl(platform, token) };
}

/** Closes a link at once. The award and its other links stay as they are. */
export async function revokeShare(platform: Platform, actor: Actor, shareId: string): Promise<void> {
  const share = await shareById(platform.db, shareId);
  if (!share) throw new NotFound('share');
  await requireOwnAward(platform, actor, share.awardId);
  await platform.db.transaction().execute(async (trx) => {
    await closeShare(trx, share.id, platform.clock());
    await recordAudit(platform, trx, actor, {
      action: 'share.revoked',
      subjectKind: 'award',
      subjectId: share.awardId,
    });
  });
}

/** The learner's links to an award, those closed or expired too. */
export async function sharesFor(platform: Platform, actor: Actor, awardId: string): Promise<readonly Share[]> {
  const award = await requireOwnAward(platform, actor, awardId);
  return (await sharesOfAward(platform.db, award.id)).map(({ tokenSealed, ...share }) => ({
    ...share,
    url: shareUrl(platform, platform.secrets.open(tokenSealed, sealContext(share.id)).toString()),
  }));
}

function shareUrl(platform: Platform, token: string): string {
  return `${platform.config.origin}/credentials/${token}`;
}

function sealContext(shareId: string): string {
  return `share:${shareId}`;
}
