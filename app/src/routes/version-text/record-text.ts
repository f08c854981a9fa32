import { fieldName } from '#domain/catalogue/fields.ts';
import { languageName } from '#domain/catalogue/languages.ts';
import { isStated } from '#domain/catalogue/record-problems.ts';
import { recordSchema, type DraftRecord, type RecordElement } from '#domain/catalogue/record.ts';
import { countryName } from '#domain/organisations/organisations.ts';
import { m } from '#messages';
import { getLocale } from '#paraglide/runtime.js';
import type { TextPart } from './text-part.ts';

/** Every stated element of a record, in words and in the record's order; what was typed wrongly, as it was typed. */
export function recordText(record: DraftRecord, organisationNames: ReadonlyMap<string, string>): readonly TextPart[] {
  const elements = Object.keys(recordSchema.shape) as RecordElement[];
  return (
    elements
      // Null says that no level applies, and is an answer.
      .filter((element) => isStated(record[element]) || (element === 'level' && record.level === null))
      .map((element) => ({
        key: `record/${element}`,
        group: 'record' as const,
        title: m.catalogue_element({ element }),
        text: words(element, record[element], organisationNames),
        about: 'record' as const,
        aboutId: null,
      }))
      .filter(({ text }) => text !== '')
  );
}

function words(element: RecordElement, value: unknown, organisationNames: ReadonlyMap<string, string>): string {
  switch (element) {
    case 'country':
      return countryName(plain(value), getLocale());
    case 'language':
      return languageName(plain(value), getLocale());
    case 'field':
      return fieldName(plain(value));
    case 'delivery':
      return m.catalogue_delivery({ delivery: plain(value) });
    case 'participation':
      return m.catalogue_participation({ participation: plain(value) });
    case 'supervision':
      return m.catalogue_supervision({ supervision: plain(value) });
    case 'awardingBodyId':
    case 'delivererId':
      return organisationNames.get(plain(value)) ?? '';
    case 'jointAwardingBodyIds':
      return list(value)
        .map((id) => organisationNames.get(plain(id)) ?? '')
        .join('\n');
    case 'level':
      return levelWords(value);
    case 'qualityAssurance':
      return qualityWords(value);
    case 'assessmentTypes':
      return list(value)
        .map((type) => m.catalogue_assessment_type({ type: plain(type) }))
        .join('\n');
    case 'outcomes':
      return list(value)
        .map((outcome) => plain(part(outcome, 'text')))
        .join('\n');
    default:
      return Array.isArray(value) ? value.map(row).join('\n') : plain(value);
  }
}

function levelWords(value: unknown): string {
  if (value === null || value === undefined) return m.catalogue_level_not_applicable();
  const level = m.catalogue_level({ framework: plain(part(value, 'framework')), value: plain(part(value, 'value')) });
  const cycle = plain(part(value, 'cycle'));
  return cycle === '' ? level : `${level}\n${m.catalogue_cycle({ cycle })}`;
}

function qualityWords(value: unknown): string {
  const type = m.catalogue_quality_assurance({ type: plain(part(value, 'type')) });
  return [type, plain(part(value, 'detail'))].filter((line) => line !== '').join('\n');
}

/** One of several things, such as a skill: what it says, between middots. */
function row(value: unknown): string {
  if (typeof value !== 'object' || value === null) return plain(value);
  return Object.entries(value)
    .map(([name, said]) => (name === 'role' ? m.catalogue_skill_role({ role: plain(said) }) : plain(said)))
    .filter((said) => said !== '')
    .join(' · ');
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
