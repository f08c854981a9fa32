import { createOffering } from '../../src/domain/catalogue/server/api.ts';
import { freeForAll } from '../../src/domain/catalogue/new-offering.ts';
import { addSession } from '../../src/domain/learning/server/api.ts';
import type { SessionFields } from '../../src/domain/learning/teaching-session.ts';
import type { Platform } from '../../src/platform/server/platform.ts';

const system = { kind: 'system' } as const;
const day = 86_400_000;

export interface BuiltRun {
  readonly offeringId: string;
  readonly sessionIds: readonly string[];
}

/** A free run of a published microcredential, from yesterday on for thirty days, with a meeting each day. */
export async function aRun(
  platform: Platform,
  {
    microcredentialId,
    sessions = [{}],
  }: { readonly microcredentialId: string; readonly sessions?: readonly Partial<SessionFields>[] },
): Promise<BuiltRun> {
  const now = platform.clock().getTime();
  const created = await createOffering(platform, system, {
    ...freeForAll,
    mode: 'run',
    startsAt: new Date(now - day),
    endsAt: new Date(now + 29 * day),
    zone: 'Europe/Paris',
    microcredentialId,
  });
  if (created.kind === 'refused') throw new Error(`no run: ${created.because}`);
  const sessionIds: string[] = [];
  for (const [index, fields] of sessions.entries()) {
    const added = await addSession(platform, system, {
      offeringId: created.offeringId,
      fields: {
        title: `Meeting ${index + 1}`,
        startsAt: new Date(now + index * day),
        endsAt: new Date(now + index * day + 3_600_000),
        place: 'Room 12',
        link: '',
        required: false,
        ...fields,
      },
    });
    if (added.kind === 'refused') throw new Error(`no session: ${added.because}`);
    sessionIds.push(added.sessionId);
  }
  return { offeringId: created.offeringId, sessionIds };
}
