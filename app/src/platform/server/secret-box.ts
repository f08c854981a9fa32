import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from './problem.ts';

/**
 * Seals small secrets (issuing keys, one-time codes) before they are stored, under keys derived from CAIRN_SECRET.
 * AES-256-GCM (NIST SP 800-38D); one key per context by HKDF-SHA-256 (RFC 5869).
 */
export interface SecretBox {
  /**
   * @param context what the secret is and whose, e.g. `signing-key/{id}`; opening it with another context fails, so
   *   that a sealed value copied to another row is worthless.
   */
  seal(plain: Uint8Array, context: string): Buffer;
  /** @throws {SecretBoxFault} when the value is not ours, was altered, or belongs to another context or secret. */
  open(sealed: Uint8Array, context: string): Buffer;
  /** A keyed fingerprint (HMAC-SHA-256, 43 base64url characters): equal for equal text, of no use without CAIRN_SECRET. */
  fingerprint(text: string, context: string): string;
}

class SecretBoxFault extends Fault {}

// Layout: version (1) | which secret sealed it (4) | nonce (12) | ciphertext | tag (16). The first five bytes are
// authenticated too; a later version may change everything after them.
const version = 1;
const headerBytes = 5;
const nonceBytes = 12;
const tagBytes = 16;
const leastSecretBytes = 32;

/** @param secret CAIRN_SECRET's bytes, at least 32. */
export function createSecretBox(secret: Buffer): SecretBox {
  if (secret.length < leastSecretBytes) {
    throw new SecretBoxFault(
      'secret-too-short',
      `The secret has ${secret.length} bytes; it needs ${leastSecretBytes}.`,
    );
  }
  const derive = (info: string): Buffer => Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), info, 32));
  const header = Buffer.concat([Buffer.of(version), derive('cairn/which-secret').subarray(0, headerBytes - 1)]);
  const keyFor = (context: string): Buffer => derive(`cairn/secret-box/1/${named(context)}`);

  return {
    seal(plain, context) {
      // The nonce is drawn here and cannot be given: one nonce used twice under one key would reveal both texts.
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keyFor(context), nonce, { authTagLength: tagBytes });
      cipher.setAAD(additionalData(header, context));
      return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },

    open(sealed, context) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      requireOurs(bytes, header);
      const textStart = headerBytes + nonceBytes;
      const textEnd = bytes.length - tagBytes;
      const nonce = bytes.subarray(headerBytes, textStart);
      const decipher = createDecipheriv('aes-256-gcm', keyFor(context), nonce, { authTagLength: tagBytes });
      decipher.setAAD(additionalData(header, context));
      decipher.setAuthTag(bytes.subarray(textEnd));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(textStart, textEnd)), decipher.final()]);
      } catch (cause) {
        throw new SecretBoxFault('sealed-value-altered', 'The sealed value was altered or is of another context.', {
          cause,
        });
      }
    },

    fingerprint(text, context) {
      return createHmac('sha256', derive(`cairn/fingerprint/1/${named(context)}`))
        .update(text)
        .digest('base64url');
    },
  };
}

function requireOurs(bytes: Buffer, header: Buffer): void {
  if (bytes.length < headerBytes + nonceBytes + tagBytes) {
    throw new SecretBoxFault('sealed-value-truncated', `A sealed value cannot have only ${bytes.length} bytes.`);
  }
  if (bytes[0] !== version) {
    throw new SecretBoxFault('sealed-value-version-unknown', `Version ${bytes[0]} of sealed values is not known here.`);
  }
  if (!bytes.subarray(0, headerBytes).equals(header)) {
    throw new SecretBoxFault('sealed-under-another-secret', 'The value was sealed under a different CAIRN_SECRET.');
  }
}

function named(context: string): string {
  if (context === '') throw new SecretBoxFault('context-empty', 'A sealed value needs a context.');
  return context;
}

function additionalData(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context, 'utf8')]);
}
