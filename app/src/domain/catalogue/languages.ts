/** Languages of instruction that the forms offer; a record may name any BCP 47 language. */
const codes = [
  'ar',
  'bg',
  'bn',
  'ca',
  'cs',
  'cy',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'eu',
  'fa',
  'fi',
  'fr',
  'ga',
  'gd',
  'gl',
  'he',
  'hi',
  'hr',
  'hu',
  'hy',
  'id',
  'is',
  'it',
  'ja',
  'ka',
  'ko',
  'lt',
  'lv',
  'mi',
  'mk',
  'mt',
  'nb',
  'ne',
  'nl',
  'nn',
  'pl',
  'pt',
  'ro',
  'ru',
  'sk',
  'sl',
  'sq',
  'sr',
  'sv',
  'sw',
  'ta',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'yi',
  'zh',
] as const;

/** The name of a language for readers of another; an unknown code is its own name. */
export function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
  } catch (error) {
    // A code that isn't formed like one: RangeError by ECMA-402.
    if (error instanceof RangeError) return code;
    throw error;
  }
}

/** The languages of the forms by name, and `also` among them where a record names another. */
export function languageChoices(locale: string, also?: string): { readonly value: string; readonly label: string }[] {
  const all = also === undefined || also === '' || codes.some((code) => code === also) ? codes : [...codes, also];
  const order = new Intl.Collator(locale);
  return all
    .map((value) => ({ value, label: languageName(value, locale) }))
    .toSorted((a, b) => order.compare(a.label, b.label));
}
