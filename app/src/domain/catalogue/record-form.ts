import { draftFrom, type DraftRecord, type RecordElement } from './record.ts';

/**
 * The record as a form has it: every value a text under the name of its field (`workloadHours`, `level.framework`),
 * repeated things as rows (`outcomes.0.text`).
 */
export interface RecordForm {
  readonly texts: Readonly<Record<string, string>>;
  readonly assessmentTypes: readonly string[];
  readonly rows: Readonly<Record<RowsName, readonly Row[]>>;
}

export type Row = Readonly<Record<string, string>>;

/** The repeated things of a record and the fields of a row of each. */
const rowFields = {
  outcomes: ['id', 'text'],
  skills: ['label', 'uri', 'role', 'proficiency'],
  occupations: ['label', 'uri'],
  coDesigners: ['name', 'contribution'],
  supportLinks: ['label', 'url'],
  registerIdentifiers: ['register', 'identifier'],
} as const satisfies { readonly [Element in RecordElement]?: readonly string[] };
export type RowsName = keyof typeof rowFields;
export const rowsNames = Object.keys(rowFields) as RowsName[];

/** Fields that don't count as filled in: an id or a choice alone is no row. */
const notContent = new Set(['id', 'role']);

const plainTexts = [
  'title',
  'country',
  'summary',
  'description',
  'participation',
  'supervision',
  'field',
  'language',
  'delivery',
  'courseUrl',
  'prerequisites',
  'furtherInformation',
  'audience',
  'technology',
  'accessibility',
  'refundTerms',
  'aiPolicy',
  'contentNotes',
  'whoMayEnrol',
  'licence',
  'renewal',
  'reviewOn',
  'doesNotConfer',
] as const;
const numbers = [
  'workloadHours',
  'ects',
  'durationWeeks',
  'effortHoursPerWeek',
  'minimumAge',
  'expiresAfterMonths',
] as const;

/** Stands in the form for a level that doesn't apply; null in the record. */
export const noLevel = 'none';

const most = 60;

/** Reads what was posted. Only texts count; files and unknown fields are left out. */
export function recordFormFrom(data: FormData): RecordForm {
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
  };
  const rowsOf = (name: RowsName): Row[] => {
    const rows: Row[] = [];
    for (let index = 0; index < most; index += 1) {
      const fields = rowFields[name].filter((field) => data.has(`${name}.${index}.${field}`));
      if (fields.length > 0)
        rows.push(Object.fromEntries(rowFields[name].map((field) => [field, text(`${name}.${index}.${field}`)])));
    }
    return rows;
  };
  const names = [
    ...plainTexts,
    ...numbers,
    'level.framework',
    'level.value',
    'level.cycle',
    'qualityAssurance.type',
    'qualityAssurance.detail',
  ];
  return {
    texts: Object.fromEntries(names.map((name) => [name, text(name)])),
    assessmentTypes: data.getAll('assessmentTypes').filter((type) => typeof type === 'string'),
    rows: Object.fromEntries(rowsNames.map((name) => [name, rowsOf(name)])) as Record<RowsName, Row[]>,
  };
}

/** The draft that a form means: numbers where numbers were typed, everything else as typed. */
export function draftFromForm({ texts, assessmentTypes, rows }: RecordForm): DraftRecord {
  const of = (name: string) => texts[name] ?? '';
  return draftFrom({
    ...Object.fromEntries(plainTexts.map((name) => [name, of(name)])),
    ...Object.fromEntries(numbers.map((name) => [name, numberOrText(of(name))])),
    level: levelFrom(of('level.framework'), of('level.value'), of('level.cycle')),
    qualityAssurance: { type: of('qualityAssurance.type'), detail: of('qualityAssurance.detail') },
    assessmentTypes,
    ...Object.fromEntries(rowsNames.map((name) => [name, rows[name].filter(isFilled)])),
    reviewOn: of('reviewOn') === '' ? null : of('reviewOn'),
  });
}

function isFilled(row: Row): boolean {
  return Object.entries(row).some(([field, value]) => !notContent.has(field) && value.trim() !== '');
}

/** `12`, `0.5` and, as many write it, `0,5` are numbers; anything else stays what was typed. */
function numberOrText(typed: string): number | string | null {
  const trimmed = typed.trim();
  if (trimmed === '') return null;
  return /^-?\d+([.,]\d+)?$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : typed;
}

/** Undefined: not said yet. Null: none applies. */
function levelFrom(framework: string, value: string, cycle: string): unknown {
  if (framework === noLevel) return null;
  if (framework === '' && value === '') return undefined;
  return { framework, value, cycle: cycle === '' ? null : cycle };
}

/** The form that shows a draft; what `draftFromForm` made of it comes back the same. */
export function formFromDraft(draft: DraftRecord): RecordForm {
  const level = objectOf(draft.level);
  const quality = objectOf(draft.qualityAssurance);
  return {
    texts: {
      ...Object.fromEntries([...plainTexts, ...numbers].map((name) => [name, textOf(draft[name])])),
      'level.framework': draft.level === null ? noLevel : textOf(level['framework']),
      'level.value': textOf(level['value']),
      'level.cycle': textOf(level['cycle']),
      'qualityAssurance.type': textOf(quality['type']),
      'qualityAssurance.detail': textOf(quality['detail']),
    },
    assessmentTypes: listOf(draft.assessmentTypes).filter((type) => typeof type === 'string'),
    rows: Object.fromEntries(
      rowsNames.map((name) => [
        name,
        listOf(draft[name]).map((row) =>
          Object.fromEntries(rowFields[name].map((field) => [field, textOf(objectOf(row)[field])])),
        ),
      ]),
    ) as Record<RowsName, Row[]>,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** What a button beside a row asks for: `outcomes:up:2`, `skills:add`. */
export interface RowsChange {
  readonly rows: RowsName;
  readonly act: 'add' | 'remove' | 'up' | 'down';
  /** Of the row, from 0; the last one for `add`. */
  readonly index: number;
}

export function rowsChangeFrom(value: unknown): RowsChange | undefined {
  const match = typeof value === 'string' ? /^([A-Za-z]+):(add|remove|up|down)(?::(\d{1,2}))?$/.exec(value) : null;
  const rows = rowsNames.find((name) => name === match?.[1]);
  const act = (['add', 'remove', 'up', 'down'] as const).find((name) => name === match?.[2]);
  return rows === undefined || act === undefined ? undefined : { rows, act, index: Number(match?.[3] ?? 0) };
}

/** The form after such a change. Adding changes nothing here: the page shows one more empty row. */
export function withRowsChanged(form: RecordForm, { rows: name, act, index }: RowsChange): RecordForm {
  const rows = [...form.rows[name]];
  const row = rows[index];
  const other = act === 'up' ? index - 1 : index + 1;
  const neighbour = rows[other];
  if (act === 'remove') rows.splice(index, 1);
  else if (act !== 'add' && row !== undefined && neighbour !== undefined) [rows[index], rows[other]] = [neighbour, row];
  return { ...form, rows: { ...form.rows, [name]: rows } };
}
