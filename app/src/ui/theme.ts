/** The colours a reader chose; `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'cairn_theme';

/** The theme a cookie or form value names; anything unknown is `system`. */
export function themeNamed(value: string | null | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}
