/** What every form field has in common. */
export interface FieldProps {
  /** The name it is sent under; also the key of its error. */
  name: string;
  label: string;
  /** One sentence beneath the label, read out with the field. */
  hint?: string | undefined;
  /** What is wrong, in a sentence that says what would be right. */
  error?: string | undefined;
  /** Says "(optional)" after the label. */
  optional?: boolean | undefined;
  /** Only where one name stands twice on a page. */
  id?: string | undefined;
}

/** One of the values that a Select or RadioGroup offers. */
export interface Choice {
  value: string;
  label: string;
  /** A line beneath the label; shown by RadioGroup only. */
  hint?: string | undefined;
}

/** The id of a field's control, which a form summary links to. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`;
}

/** The ids that describe a control, for aria-describedby. */
export function describedBy(id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>): string | undefined {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export const controlClass =
  'w-full min-h-11 rounded-md border border-control bg-surface px-3 py-2 text-base text-ink placeholder:text-soft aria-invalid:border-red aria-invalid:border-2 disabled:bg-sunk disabled:text-soft [&[readonly]]:bg-sunk';
