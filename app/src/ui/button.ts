/** What a button does: the one main action, another, a minor one, or one that destroys. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
/** `large` is 52 px, `medium` 44 px high; `small` 32 px, for rows of a table. */
export type ButtonSize = 'large' | 'medium' | 'small';

export interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** As wide as its container. */
  full?: boolean;
}

const base =
  'inline-flex items-center justify-center gap-2 rounded-md font-semibold text-center whitespace-nowrap no-underline transition-colors disabled:opacity-60 aria-disabled:opacity-60';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-moss text-on-moss hover:bg-moss-deep border border-transparent',
  secondary: 'bg-surface text-ink border border-control hover:bg-sunk',
  quiet: 'text-moss hover:text-moss-deep hover:bg-moss-tint border border-transparent',
  danger: 'bg-red text-on-red hover:bg-red-deep border border-transparent',
};

const sizes: Record<ButtonSize, string> = {
  large: 'min-h-13 px-6 text-base',
  medium: 'min-h-11 px-4.5 text-[0.9375rem]',
  small: 'min-h-8 px-3 text-secondary',
};

export function buttonClass({ variant = 'primary', size = 'medium', full = false }: ButtonLook): string {
  return [base, variants[variant], sizes[size], full ? 'w-full' : ''].join(' ').trimEnd();
}
