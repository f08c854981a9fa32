import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '#domain/identity/identity.ts';
import { enrol, type Enrolled, type NotEnrolled } from '#domain/learning/server/api.ts';
import { opens } from '../award-route.ts';
import type { FurtherRoute } from '../award-rule.ts';
import { ruleOfVersion } from './assessment.store.ts';

/** Enrols whoever asks by another route than being taught, where the version that they begin with opens it. */
export function enrolByRoute(
  platform: Platform,
  actor: Actor,
  { offeringId, route }: { readonly offeringId: string; readonly route: FurtherRoute },
): Promise<Enrolled | NotEnrolled> {
  return enrol(
    platform,
    actor,
    { offeringId },
    {
      route,
      isOpenIn: async (trx, versionId) => opens((await ruleOfVersion(trx, versionId)) ?? { requires: [] }, route),
    },
  );
}
