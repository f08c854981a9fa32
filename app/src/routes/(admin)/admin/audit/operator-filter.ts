import { requireOperator, type AuditFilter } from '#domain/identity/server/api.ts';
import { organisationBySlug } from '#domain/organisations/server/api.ts';

/** RFC 9562 5.9: the nil id, which no organisation has: an unknown slug shows nothing, rather than everything. */
const none = '00000000-0000-0000-0000-000000000000';

/** The whole trail, or one organisation's by its slug. */
export async function operatorFilter(
  { platform, actor }: App.Locals,
  parameters: URLSearchParams,
): Promise<AuditFilter> {
  requireOperator(actor);
  const slug = (parameters.get('organisation') ?? '').trim();
  if (slug === '') return {};
  return { organisationId: (await organisationBySlug(platform, slug))?.id ?? none };
}
