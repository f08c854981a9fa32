import { getLocale } from '#paraglide/runtime.js';
import { fewestLearners, type Flag } from '#domain/assessment/item-analysis.ts';
import type { AnswerPlace } from '#domain/assessment/question-kinds.ts';
import { m } from '#messages';

export const flagNames: Readonly<Record<Flag['kind'], () => string>> = {
  'wrong-preferred': m.analysis_flag_wrong_preferred,
  'negative-discrimination': m.analysis_flag_negative_discrimination,
  'too-hard': m.analysis_flag_too_hard,
  'too-easy': m.analysis_flag_too_easy,
  unused: m.analysis_flag_unused,
};

/** Why a question asks for a look. */
export function flagReason(flag: Flag, answered: number): string {
  if (flag.kind === 'negative-discrimination') return m.analysis_why_negative_discrimination();
  if (flag.kind === 'too-hard') return m.analysis_why_too_hard();
  if (flag.kind === 'too-easy') return m.analysis_why_too_easy();
  const { text } = flag;
  const place = placeName(flag.label);
  if (flag.kind === 'unused') {
    return place === null
      ? m.analysis_why_unused({ answered, text })
      : m.analysis_why_unused_at({ answered, place, text });
  }
  return place === null ? m.analysis_why_wrong_preferred({ text }) : m.analysis_why_wrong_preferred_at({ place, text });
}

export function placeName(label: AnswerPlace['label']): string | null {
  return typeof label === 'number' ? m.analysis_gap({ number: label }) : label;
}

/** A share in whole per cent. */
export function percentOf(share: number): string {
  return m.analysis_percent({ percent: wholePercent(share) });
}

export function wholePercent(share: number): number {
  return Math.round(share * 100);
}

export function correlation(value: number): string {
  return new Intl.NumberFormat(getLocale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

/** What a correlation says of a question. The bounds are conventions. */
export function discriminationSentence(r: number | null): string {
  if (r === null) return m.analysis_discrimination_undefined();
  const value = correlation(r);
  if (r < 0) return m.analysis_discrimination_wrong_way({ value });
  if (r < 0.1) return m.analysis_discrimination_hardly({ value });
  return r < 0.3 ? m.analysis_discrimination_somewhat({ value }) : m.analysis_discrimination_well({ value });
}

/** A time in the largest unit of which it has two at least. */
export function durationOf(seconds: number): string {
  if (seconds < 120) return m.analysis_seconds({ count: Math.round(seconds) });
  if (seconds < 2 * 3600) return m.analysis_minutes({ count: Math.round(seconds / 60) });
  if (seconds < 2 * 86_400) return m.analysis_hours({ count: Math.round(seconds / 3600) });
  return m.analysis_days({ count: Math.round(seconds / 86_400) });
}

export const fewest = { fewest: fewestLearners };
