/** What a picture's own bytes say it is. Names and types that a sender claims are never believed. */
export interface PictureType {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml';
  readonly ending: 'png' | 'jpg' | 'gif' | 'webp' | 'svg';
  readonly width: number | null;
  readonly height: number | null;
}

/** Null when the bytes are none of the five kinds. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return png(data) ?? jpeg(data) ?? gif(data) ?? webp(data) ?? svg(data);
}

function sized(width: number, height: number) {
  const possible = (side: number) => side >= 1 && side <= 100_000;
  return possible(width) && possible(height)
    ? { width: Math.round(width), height: Math.round(height) }
    : { width: null, height: null };
}

// PNG 5.2 and 11.2.1: signature, then IHDR with width and height.
function png(data: Buffer): PictureType | null {
  if (
    data.length < 24 ||
    data.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' ||
    data.toString('latin1', 12, 16) !== 'IHDR'
  )
    return null;
  return { mediaType: 'image/png', ending: 'png', ...sized(data.readUInt32BE(16), data.readUInt32BE(20)) };
}

// GIF89a 17 and 18: header and logical screen.
function gif(data: Buffer): PictureType | null {
  if (data.length < 10 || !/^GIF8[79]a$/.test(data.toString('latin1', 0, 6))) return null;
  return { mediaType: 'image/gif', ending: 'gif', ...sized(data.readUInt16LE(6), data.readUInt16LE(8)) };
}

// ITU-T T.81 annex B: markers with lengths, until a frame header (SOF) names lines and samples.
function jpeg(data: Buffer): PictureType | null {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8 || data[2] !== 0xff) return null;
  const type = { mediaType: 'image/jpeg', ending: 'jpg' } as const;
  let at = 2;
  while (at + 9 <= data.length && data[at] === 0xff) {
    const marker = data.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { ...type, ...sized(data.readUInt16BE(at + 7), data.readUInt16BE(at + 5)) };
    at += 2 + data.readUInt16BE(at + 2);
  }
  return { ...type, width: null, height: null };
}

// RFC 9649, 2.5 to 2.7: simple lossy, simple lossless, extended.
function webp(data: Buffer): PictureType | null {
  if (data.length < 30 || data.toString('latin1', 0, 4) !== 'RIFF' || data.toString('latin1', 8, 12) !== 'WEBP')
    return null;
  const type = { mediaType: 'image/webp', ending: 'webp' } as const;
  const chunk = data.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { ...type, ...sized(data.readUIntLE(24, 3) + 1, data.readUIntLE(27, 3) + 1) };
  if (chunk === 'VP8 ') return { ...type, ...sized(data.readUInt16LE(26) & 0x3fff, data.readUInt16LE(28) & 0x3fff) };
  if (chunk !== 'VP8L') return null;
  const bits = data.readUInt32LE(21);
  return { ...type, ...sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1) };
}

/** The start tag of the root, wherever a prologue with comments and a document type leaves it. */
function svg(data: Buffer): PictureType | null {
  const head = data.toString('utf8', 0, Math.min(data.length, 16_384)).replace(/^\uFEFF/, '');
  if (head.includes('\0') || !head.trimStart().startsWith('<')) return null;
  const start = /<([A-Za-z][\w.-]*:)?svg[\s/>]/.exec(head);
  if (start === null || !isPrologue(head.slice(0, start.index))) return null;
  const tag = head.slice(start.index).match(/^<[^>]{0,8000}/)?.[0] ?? '';
  return { mediaType: 'image/svg+xml', ending: 'svg', ...svgSize(tag) };
}

/** CSS pixels in one unit. */
const pixelsIn: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  pt: 96 / 72,
  pc: 16,
};

/** As SVG 2, 8.2 sizes it: by width and height where they are lengths, otherwise by the view box. */
function svgSize(tag: string) {
  const side = (name: string) => {
    const [, length, unit = ''] = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)([a-z]*)\\s*["']`).exec(tag) ?? [];
    return Number(length) * (pixelsIn[unit] ?? Number.NaN);
  };
  const size = sized(side('width'), side('height'));
  if (size.width !== null) return size;
  const box = /\sviewBox\s*=\s*["']\s*[-\d.e+]+[\s,]+[-\d.e+]+[\s,]+([\d.e+]+)[\s,]+([\d.e+]+)\s*["']/.exec(tag);
  return sized(Number(box?.[1]), Number(box?.[2]));
}

/** Before the root stand only declarations and comments; another element there would make the file something else. */
function isPrologue(text: string): boolean {
  const rest = text
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<\?[\s\S]*?\?>/g, '')
    .replaceAll(/<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>/gi, '');
  return rest.trim() === '';
}
