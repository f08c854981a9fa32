import { crc32, deflateRawSync } from 'node:zlib';

/** What nothing deflates to. */
const nothing = Buffer.from([0x03, 0x00]);

export interface ZipEntry {
  readonly path: string | Buffer;
  readonly content?: string | Buffer;
  /** The Unix mode; a regular file without it. */
  readonly mode?: number;
  /** General purpose bits (APPNOTE 4.4.4); without it UTF-8. */
  readonly bits?: number;
  /** What the archive claims the file unfolds to. */
  readonly claims?: number;
}

/** An archive as APPNOTE 4.3 lays it out, whatever nonsense its entries say. */
export function aZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, content = '', mode = 0o100644, bits = 0x800, claims } of entries) {
    const name = Buffer.from(path);
    const bytes = Buffer.from(content);
    const packed = bytes.length === 0 ? nothing : deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(bits, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claims ?? bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), facts, rest, name);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
