import type { MicrocredentialRecord } from '#domain/catalogue/record.ts';

/**
 * What an assessment may ask for. `code-in-room`: begun with a code that stood on a screen in the room.
 * `document-checked`: somebody was there and compared the learner with a document that shows who they are. An invited
 * invigilator who watches from afar does as well for either, as far as they did it.
 */
export const supervisionKinds = ['code-in-room', 'document-checked'] as const;
export type AskedSupervision = (typeof supervisionKinds)[number];

/** What was done to supervise an attempt. `remote-session`: an invigilator watched all of it from afar. */
export type SupervisionKind = AskedSupervision | 'remote-session';

/** As the record names it: element 13. */
export type SupervisionForm = MicrocredentialRecord['supervision'];

/** What may be said of an attempt from what was recorded of it, and never more. */
export function formOf(kinds: readonly SupervisionKind[]): SupervisionForm {
  if (kinds.includes('document-checked')) return 'supervised-with-identity-check';
  return kinds.length > 0 ? 'supervised' : 'none';
}

const order: readonly SupervisionForm[] = ['none', 'supervised', 'supervised-with-identity-check'];

/** The lowest of several: what an award may say of all the attempts that it rests on. None at all is `none`. */
export function lowestForm(forms: readonly SupervisionForm[]): SupervisionForm {
  return order.find((form) => forms.includes(form)) ?? 'none';
}

/** Whether an attempt was supervised as its assessment asks; undefined asks for nothing. */
export function isSupervisedAs(asked: AskedSupervision | undefined, kinds: readonly SupervisionKind[]): boolean {
  const needed = asked === undefined ? 'none' : formOf([asked]);
  return order.indexOf(formOf(kinds)) >= order.indexOf(needed);
}

/** Letters and digits that nobody takes for another on a screen across a room. */
const alphabet = 'ACDEFGHJKMNPQRTUVWXY34679';
const codeLength = 6;

/** A code from so many random bytes as it has characters; a byte that would favour some characters is passed over. */
export function codeFrom(bytes: Uint8Array): string | undefined {
  const fair = [...bytes].filter((byte) => byte < 256 - (256 % alphabet.length)).slice(0, codeLength);
  return fair.length < codeLength ? undefined : fair.map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** A code as typed, without spaces and hyphens, in capitals. */
export function typedCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '').toUpperCase();
}

/** Why a code begins no attempt. */
export type CodeRefusal = 'code-needed' | 'code-wrong' | 'too-many-codes';
