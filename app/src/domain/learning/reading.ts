/** How large text is, as a person reads best. */
export const textSizes = ['normal', 'large', 'larger'] as const;
export type TextSize = (typeof textSizes)[number];

/** `dyslexia` is a typeface whose letters are hard to mistake for each other, with more room between lines and words. */
export const typefaces = ['usual', 'dyslexia'] as const;
export type Typeface = (typeof typefaces)[number];

export interface ReadingSetting {
  readonly textSize: TextSize;
  readonly typeface: Typeface;
}

/** What a browser keeps for whoever is not signed in: `large.dyslexia`. */
export const readingCookie = 'cairn_reading';

/** The setting that names stand for; what is unknown is as usual. */
export function readingNamed(textSize: string | undefined, typeface: string | undefined): ReadingSetting {
  return {
    textSize: textSizes.find((one) => one === textSize) ?? 'normal',
    typeface: typefaces.find((one) => one === typeface) ?? 'usual',
  };
}

export function readingFromCookie(value: string | undefined): ReadingSetting {
  const [textSize, typeface] = (value ?? '').split('.');
  return readingNamed(textSize, typeface);
}

export function readingToCookie({ textSize, typeface }: ReadingSetting): string {
  return `${textSize}.${typeface}`;
}
