/** A decimal number, exactly: `digits` × 10^-`scale`. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const written = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?(?:e([+-]?\d{1,2}))?$/i;

/** Reads a number with a point or a comma before its decimals; undefined for anything else. */
function decimalIn(text: string): Decimal | undefined {
  const plain = text.replaceAll(/\s/g, '').replace('\u2212', '-').replace(',', '.');
  const [, sign, whole = '', part = '', exponent = '0'] = written.exec(plain) ?? [];
  if (whole + part === '') return undefined;
  const scale = part.length - Number(exponent);
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${part}`), scale };
}

export function isDecimal(text: string): boolean {
  return decimalIn(text) !== undefined;
}

export function isNegative(text: string): boolean {
  return (decimalIn(text)?.digits ?? 0n) < 0n;
}

/** Whether a number is no further from another than the tolerance; what is no number is never near. */
export function isNear(text: string, value: string, tolerance: string): boolean {
  const numbers = [text, value, tolerance].map(decimalIn);
  const scale = Math.max(...numbers.map((number) => number?.scale ?? 0));
  const [given, right, most] = numbers.map((number) => number && number.digits * 10n ** BigInt(scale - number.scale));
  if (given === undefined || right === undefined || most === undefined) return false;
  const apart = given - right;
  return (apart < 0n ? -apart : apart) <= most;
}
