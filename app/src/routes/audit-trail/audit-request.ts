import type { AuditFilter } from '#domain/identity/server/api.ts';

/** What the address of an audit page asks for, as typed. */
export interface AuditRequest {
  readonly action: string;
  /** An e-mail address. */
  readonly person: string;
  /** A slug; the operator's page alone has it. */
  readonly organisation: string;
  readonly from: string;
  readonly until: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86_400_000;

export function auditRequestFrom(parameters: URLSearchParams): AuditRequest {
  const text = (name: string) => (parameters.get(name) ?? '').trim().slice(0, 254);
  return {
    action: text('action'),
    person: text('person'),
    organisation: text('organisation'),
    from: text('from'),
    until: text('until'),
  };
}

/** The part of the filter that needs no look-up. Days are whole days in UTC, the last one included. */
export function plainFilter({ action, from, until }: AuditRequest): AuditFilter {
  const begin = startOf(from);
  const lastDay = startOf(until);
  return {
    ...(action === '' ? {} : { action }),
    ...(begin === undefined ? {} : { from: begin }),
    ...(lastDay === undefined ? {} : { until: new Date(lastDay.getTime() + dayMs) }),
  };
}

/** The address of the same request, at another page or in another form. */
export function auditQuery(request: AuditRequest, cursor?: string): string {
  const asked = Object.entries(request).filter(([, value]) => value !== '');
  const query = new URLSearchParams([...asked, ...(cursor === undefined ? [] : [['cursor', cursor]])] as [
    string,
    string,
  ][]);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

function startOf(text: string): Date | undefined {
  if (!day.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
