import { CredentialError } from '../errors.ts';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const digitOf = new Map([...alphabet].map((letter, digit) => [letter, digit]));

/** Longest text decoded: the work grows with its square, and a key or signature needs 90. */
const longest = 256;

/** Base58 with the Bitcoin alphabet (Controlled Identifiers 1.0, 2.4: `base-58-btc`, without the `z`). */
export function encodeBase58(bytes: Uint8Array): string {
  const digits: number[] = [];
  for (const byte of bytes) {
    let carry = byte;
    for (let i = 0; i < digits.length; i++) {
      carry += (digits[i] ?? 0) * 256;
      digits[i] = carry % 58;
      carry = Math.floor(carry / 58);
    }
    for (; carry > 0; carry = Math.floor(carry / 58)) digits.push(carry % 58);
  }
  const firstSet = bytes.findIndex((byte) => byte !== 0);
  const zeros = firstSet === -1 ? bytes.length : firstSet;
  return (
    '1'.repeat(zeros) +
    digits
      .reverse()
      .map((digit) => alphabet.charAt(digit))
      .join('')
  );
}

/** @throws CredentialError base58-invalid */
export function decodeBase58(text: string): Uint8Array {
  if (text.length > longest) throw new CredentialError('base58-invalid', 'The base58 text is too long.');
  const bytes: number[] = [];
  for (const letter of text) {
    let carry = digitOf.get(letter);
    if (carry === undefined) throw new CredentialError('base58-invalid', 'The text is not base58.');
    for (let i = 0; i < bytes.length; i++) {
      carry += (bytes[i] ?? 0) * 58;
      bytes[i] = carry & 0xff;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff);
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  return Uint8Array.from([...new Array<number>(zeros).fill(0), ...bytes.reverse()]);
}
