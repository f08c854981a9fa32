/** A refusal that a person can meet; the screen has a sentence for each reason. */
export interface Refused<Because extends string> {
  readonly kind: 'refused';
  readonly because: Because;
}

export function refused<Because extends string>(because: Because): Refused<Because> {
  return { kind: 'refused', because };
}
