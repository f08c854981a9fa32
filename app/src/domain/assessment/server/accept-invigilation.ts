import { offeringsByIds, versionsByIds } from '#domain/catalogue/server/api.ts';
import type { Actor } from '#domain/identity/identity.ts';
import {
  NotFound,
  personById,
  recordAudit,
  refused,
  requirePerson,
  type Refused,
} from '#domain/identity/server/api.ts';
import { organisationsByIds } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { invigilationState, type Invigilation, type InvigilationState } from '../invigilation.ts';
import { acceptInvigilation, findAccepted, findByToken, findOver, lockInvigilation } from './invigilation.store.ts';
import { hashInvigilationToken } from './invite-invigilator.ts';

/** An invitation with what its holder may know of the offering before deciding. */
export interface InvigilationSeen {
  readonly invigilation: Invigilation;
  readonly state: InvigilationState;
  readonly organisationId: string;
  readonly organisation: string;
  readonly title: string;
  /** Of a run. */
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly zone: string;
}

/** What the holder of a link may read before deciding. @throws {NotFound} for a token that was never given out. */
export async function invigilationByToken(platform: Platform, token: string): Promise<InvigilationSeen> {
  const invigilation = await findByToken(platform.db, hashInvigilationToken(token));
  const [seen] = invigilation ? await seenAs(platform, [invigilation]) : [];
  if (!seen) throw new NotFound('invigilation');
  return seen;
}

/** What somebody may watch now, the newest invitation first. */
export async function invigilationsOf(platform: Platform, actor: Actor): Promise<readonly InvigilationSeen[]> {
  const { personId } = requirePerson(actor);
  const seen = await seenAs(platform, await findAccepted(platform.db, personId));
  return seen.filter(({ state }) => state === 'accepted');
}

/** Takes the task up, once: the link works for the person whose confirmed address it was sent to, and nobody else. */
export async function takeUpInvigilation(
  platform: Platform,
  actor: Actor,
  token: string,
): Promise<
  | { readonly kind: 'accepted'; readonly offeringId: string }
  | Refused<'email-not-confirmed' | 'another-address' | Exclude<InvigilationState, 'open'>>
> {
  const { personId, emailConfirmed } = requirePerson(actor);
  const seen = await invigilationByToken(platform, token);
  if (!emailConfirmed) return refused('email-not-confirmed');
  const person = await personById(platform, personId);
  if (person?.email !== seen.invigilation.email) return refused('another-address');
  return platform.db.transaction().execute(async (trx) => {
    const at = platform.clock();
    const invigilation = await lockInvigilation(trx, { tokenHash: hashInvigilationToken(token) });
    if (!invigilation) throw new NotFound('invigilation');
    const state = invigilationState(invigilation, { offeringIsOver: seen.state === 'over', at });
    if (state !== 'open') return refused(state);
    await acceptInvigilation(trx, { id: invigilation.id, personId, at });
    await recordAudit(platform, trx, actor, {
      action: 'invigilator.accepted',
      subjectKind: 'offering',
      subjectId: invigilation.offeringId,
      organisationId: seen.organisationId,
      detail: { invigilationId: invigilation.id },
    });
    return { kind: 'accepted', offeringId: invigilation.offeringId };
  });
}

async function seenAs(
  platform: Platform,
  invigilations: readonly Invigilation[],
): Promise<readonly InvigilationSeen[]> {
  const at = platform.clock();
  const ids = invigilations.map(({ offeringId }) => offeringId);
  const over = await findOver(platform.db, ids, at);
  const offerings = new Map((await offeringsByIds(platform, ids)).map((one) => [one.id, one]));
  const versionIds = [...new Set([...offerings.values()].map(({ versionId }) => versionId))];
  const versions = new Map((await versionsByIds(platform, versionIds)).map((one) => [one.id, one]));
  const organisationIds = [...new Set([...versions.values()].map(({ organisationId }) => organisationId))];
  const organisations = new Map((await organisationsByIds(platform, organisationIds)).map((one) => [one.id, one]));
  return invigilations.flatMap((invigilation) => {
    const offering = offerings.get(invigilation.offeringId);
    const version = offering && versions.get(offering.versionId);
    const organisation = version && organisations.get(version.organisationId);
    if (!offering || version?.status !== 'published' || !organisation) return [];
    return [
      {
        invigilation,
        state: invigilationState(invigilation, { offeringIsOver: over.has(offering.id), at }),
        organisationId: organisation.id,
        organisation: organisation.name,
        title: version.record.title,
        startsAt: offering.startsAt,
        endsAt: offering.endsAt,
        zone: offering.zone,
      },
    ];
  });
}
