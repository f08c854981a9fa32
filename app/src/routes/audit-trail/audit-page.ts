import {
  exportAuditCsv,
  listAudit,
  namesOf,
  personByEmail,
  type AuditEntry,
  type AuditFilter,
} from '#domain/identity/server/api.ts';
import { versionsByIds } from '#domain/catalogue/server/api.ts';
import { csvResponse } from '#platform/server/csv.ts';
import { isId } from '#platform/server/ids.ts';
import { m } from '#messages';
import { getLocale } from '#paraglide/runtime.js';
import { formatMoney } from '#ui/money.ts';
import { organisationsByIds } from '#domain/organisations/server/api.ts';
import { auditRequestFrom, plainFilter, type AuditRequest } from './audit-request.ts';

/** An entry with the names that belong to its ids today; those of an erased person are gone. */
export interface ShownEntry extends Omit<AuditEntry, 'detail'> {
  readonly actorName: string | undefined;
  readonly subjectName: string | undefined;
  readonly organisation: { readonly slug: string; readonly name: string } | undefined;
  /** What there is to say beside it, in the order in which it was written; bare ids are for the file alone. */
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

export interface AuditPageData {
  readonly request: AuditRequest;
  /**
   * Somebody was asked for whom there is no account: nothing is shown, rather than everything. Told to operators
   * alone: anyone may have an organisation, and who has an account is nobody else's business.
   */
  readonly personUnknown: boolean;
  readonly entries: readonly ShownEntry[];
  readonly nextCursor: string | undefined;
}

/** One page of the trail: of one organisation, or of all for the operator. */
export async function auditPage(
  locals: Pick<App.Locals, 'platform' | 'actor'>,
  parameters: URLSearchParams,
  base: AuditFilter,
): Promise<AuditPageData> {
  const { platform, actor } = locals;
  const request = auditRequestFrom(parameters);
  const filter = await filterOf(locals, request, base);
  const { entries, nextCursor } = await listAudit(
    platform,
    actor,
    filter ?? base,
    parameters.get('cursor') ?? undefined,
  );
  if (!filter) {
    const personUnknown = actor.kind === 'person' && actor.isOperator;
    return { request, personUnknown, entries: [], nextCursor: undefined };
  }

  const people = entries.flatMap(({ actorId, subjectKind, subjectId }) => [
    ...(actorId === null ? [] : [actorId]),
    ...(subjectKind === 'person' ? [subjectId] : []),
  ]);
  const names = await namesOf(platform, people);
  const organisations = await organisationsByIds(platform, [
    ...new Set(entries.flatMap(({ organisationId }) => organisationId ?? [])),
  ]);
  const byId = new Map(organisations.map(({ id, slug, name }) => [id, { slug, name }]));
  const versions = await versionsByIds(platform, [...new Set(entries.flatMap((entry) => versionOf(entry) ?? []))]);
  const titles = new Map(
    versions.flatMap(({ id, record: { title } }) => (typeof title === 'string' ? [[id, title] as const] : [])),
  );
  const nameOf = (entry: AuditEntry): string | undefined =>
    names.get(entry.subjectId) ?? byId.get(entry.subjectId)?.name ?? titles.get(versionOf(entry) ?? '');
  return {
    request,
    personUnknown: false,
    nextCursor,
    entries: entries.map((entry) => ({
      ...entry,
      actorName: entry.actorId === null ? undefined : names.get(entry.actorId),
      subjectName: nameOf(entry),
      organisation: entry.organisationId === null ? undefined : byId.get(entry.organisationId),
      details: detailsOf(entry.detail),
    })),
  };
}

/** The version that an entry is about, whose title names its subject. */
function versionOf({ subjectKind, subjectId, detail }: AuditEntry): string | undefined {
  if (subjectKind === 'version') return subjectId;
  const { versionId } = detail;
  return typeof versionId === 'string' ? versionId : undefined;
}

/** What is empty says nothing; lists are read as lists, a price as money. */
function detailsOf({ priceMinor, currency, ...detail }: AuditEntry['detail']): ShownEntry['details'] {
  const price =
    typeof priceMinor === 'number' && typeof currency === 'string'
      ? { price: priceMinor === 0 ? m.ui_price_free() : formatMoney(priceMinor, currency, getLocale()) }
      : {};
  return Object.entries({ ...detail, ...price })
    .map(([name, value]) => ({ name, value: Array.isArray(value) ? value.join(', ') : String(value ?? '') }))
    .filter(({ value }) => value !== '' && !isId(value));
}

/** The same entries as a CSV file, sent while it is read. */
export async function auditCsv(locals: App.Locals, parameters: URLSearchParams, base: AuditFilter): Promise<Response> {
  const filter = await filterOf(locals, auditRequestFrom(parameters), base);
  const lines = exportAuditCsv(locals.platform, locals.actor, filter ?? { ...base, actorId: nobody });
  return csvResponse(lines, 'audit.csv');
}

/** RFC 9562 5.9: the nil id, which no person has. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Undefined when the person asked for has no account. */
async function filterOf(
  { platform }: Pick<App.Locals, 'platform'>,
  request: AuditRequest,
  base: AuditFilter,
): Promise<AuditFilter | undefined> {
  const filter = { ...plainFilter(request), ...base };
  if (request.person === '') return filter;
  const person = await personByEmail(platform, request.person);
  return person && { ...filter, actorId: person.id };
}
