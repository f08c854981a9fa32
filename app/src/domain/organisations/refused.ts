/** A refusal that a person can meet; the screen has a sentence for each reason. */
export interface Refused<Reason extends string> {
  readonly kind: 'refused';
  readonly because: Reason;
}

export function refused<Reason extends string>(because: Reason): Refused<Reason> {
  return { kind: 'refused', because };
}
