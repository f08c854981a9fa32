import type { Json } from '../json/json.ts';
import { readDate } from '../open-badges/dates.ts';
import type { FormatProblem } from './format.ts';

/** What the dates check rests on: the credential's dates as written, and the end of its signature. */
export interface DateFacts {
  readonly validFrom: Json | undefined;
  readonly validUntil: Json | undefined;
  readonly proofExpires: Date | undefined;
}

/** Whether the moment lies within the credential's dates, first and last moment included (VC-DATA-MODEL-2.0 4.9). */
export function decideDates(facts: DateFacts, at: Date): FormatProblem {
  const from = readDate(facts.validFrom);
  const until = readDate(facts.validUntil);
  if ((facts.validFrom !== undefined && !from) || (facts.validUntil !== undefined && !until)) {
    return { code: 'dates-malformed', params: {} };
  }
  if (from && until && from > until) return { code: 'dates-reversed', params: {} };
  if (from && at < from) return { code: 'dates-early', params: { from: from.toISOString() } };
  if (until && at > until) return { code: 'dates-expired', params: { until: until.toISOString() } };
  if (facts.proofExpires && at > facts.proofExpires) {
    return { code: 'proof-expired', params: { until: facts.proofExpires.toISOString() } };
  }
  if (from && until) return { code: 'dates-within', params: { from: from.toISOString(), until: until.toISOString() } };
  if (from) return { code: 'dates-open', params: { from: from.toISOString() } };
  if (until) return { code: 'dates-until', params: { until: until.toISOString() } };
  return { code: 'dates-unlimited', params: {} };
}
