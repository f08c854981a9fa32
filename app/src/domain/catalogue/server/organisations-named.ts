import { NotFound } from '#domain/identity/server/api.ts';
import type { Organisation } from '#domain/organisations/organisations.ts';
import { organisationsByIds } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { MicrocredentialRecord } from '../record.ts';

/** Who stands behind an award, as the record names them. */
export interface OrganisationsNamed {
  /** Signs the credentials. */
  readonly awardingBody: Organisation;
  /** Those who award it together with the awarding body. */
  readonly jointly: readonly Organisation[];
  readonly deliverer: Organisation;
}

export async function organisationsNamed(
  platform: Platform,
  record: Pick<MicrocredentialRecord, 'awardingBodyId' | 'delivererId' | 'jointAwardingBodyIds'>,
): Promise<OrganisationsNamed> {
  const { awardingBodyId, delivererId, jointAwardingBodyIds } = record;
  const ids = [...new Set([awardingBodyId, delivererId, ...jointAwardingBodyIds])];
  const byId = new Map(
    (await organisationsByIds(platform, ids)).map((organisation) => [organisation.id, organisation]),
  );
  const awardingBody = byId.get(awardingBodyId);
  const deliverer = byId.get(delivererId);
  if (awardingBody === undefined || deliverer === undefined) throw new NotFound('organisation');
  return { awardingBody, deliverer, jointly: jointAwardingBodyIds.flatMap((id) => byId.get(id) ?? []) };
}
