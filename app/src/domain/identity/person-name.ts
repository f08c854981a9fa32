const longestName = 120;

export type NameProblem = 'missing' | 'too-long' | 'unseen-characters';

/**
 * A name as it is kept: any script, composed (Unicode NFC), single spaces. Zero-width joiners stay, since names in
 * several scripts are misspelt without them.
 */
export function normalisedName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}

/** What is wrong with a normalised name, if anything. */
export function nameProblem(name: string): NameProblem | undefined {
  if (!/[\p{L}\p{N}]/u.test(name)) return 'missing';
  if ([...name].length > longestName) return 'too-long';
  // Control, private-use and unassigned characters, line separators, and the marks that turn the direction of text:
  // with those a name could reorder the words around it on a credential.
  if (/[\p{Cc}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(name))
    return 'unseen-characters';
  return undefined;
}
