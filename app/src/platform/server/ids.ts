import { randomBytes } from 'node:crypto';

/**
 * Makes uuid v7 (RFC 9562, 5.7) that sort by creation, also within one millisecond of one process: the 12 bits
 * after the version count up instead of being random (method 1 of 6.2), and borrow from the next millisecond
 * when they run out.
 */
export function createIds(clock: () => number, random: (size: number) => Buffer): () => string {
  let last = 0;
  let count = 0;
  return () => {
    const now = clock();
    if (now > last) {
      last = now;
      // Starts low, so that there is room to count, yet not at zero, so that ids don't reveal how many were made.
      count = random(2).readUInt16BE() & 0x3ff;
    } else if (++count > 0xfff) {
      last += 1;
      count = 0;
    }
    const bytes = random(16);
    bytes.writeUIntBE(last, 0, 6);
    bytes.writeUInt16BE(0x7000 | count, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

/** A new uuid v7, by the system clock. */
export const newId = createIds(Date.now, randomBytes);

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text can be the id of anything here. What an address or a form holds is asked first: the database throws. */
export function isId(text: string): boolean {
  return uuid.test(text);
}
