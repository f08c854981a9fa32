import { generateKeyPairSync, sign } from 'node:crypto';

/**
 * A certificate for the given host names and the key that signed it, both PEM, for HTTPS servers in tests.
 * X.509 v3 (RFC 5280) with a P-256 key, valid from 2020 to 2049, written out by hand because Node makes none.
 */
export function selfSigned(hosts: readonly string[]): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(oid('550403'), text(0x0c, 'Cairn tests'))));
  const validity = sequence(text(0x17, '200101000000Z'), text(0x17, '491231235959Z'));
  const basicConstraints = sequence(oid('551d13'), octets(sequence(Buffer.of(0x01, 0x01, 0xff))));
  const names = sequence(...hosts.map((host) => text(0x82, host)));
  const extensions = der(0xa3, sequence(basicConstraints, sequence(oid('551d11'), octets(names))));
  const toBeSigned = sequence(
    der(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  );
  const signature = der(0x03, Buffer.of(0), sign('sha256', toBeSigned, privateKey));
  const body = sequence(toBeSigned, ecdsaWithSha256, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const set = (...parts: readonly Buffer[]) => der(0x31, ...parts);
const octets = (...parts: readonly Buffer[]) => der(0x04, ...parts);
const integer = (value: number) => der(0x02, Buffer.of(value));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const text = (tag: number, value: string) => der(tag, Buffer.from(value, 'latin1'));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
