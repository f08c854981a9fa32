export interface TextPart {
  readonly text: string;
  /** Set where the text is a web address. */
  readonly href?: string;
}

/** A plain text cut at its web addresses. */
export function linkedText(text: string): readonly TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .filter((part) => part !== '')
    .map((part) => (/^https?:\/\//.test(part) ? { text: part, href: part } : { text: part }));
}

/** What a message says beneath its subject: a plain text repeats it as its first line. */
export function beneathSubject({ subject, text }: { readonly subject: string; readonly text: string }): string {
  const title = `${subject}\n\n`;
  return text.startsWith(title) ? text.slice(title.length) : text;
}
