import { kindOf, type ContentKind } from '../../content-kind.ts';
import { pictureType } from '../pictures/picture-type.ts';

/** What a file's own bytes say it is. */
export interface SniffedType {
  readonly kind: ContentKind;
  readonly mediaType: string;
  readonly ending: string;
}

/** Kinds that are told by their bytes, by the ending that they are kept under. Programs are not among them. */
const binaries: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  epub: 'application/epub+zip',
  rtf: 'application/rtf',
  zip: 'application/zip',
  gz: 'application/gzip',
  sqlite: 'application/vnd.sqlite3',
};

/** Text has no signature, so here the name may choose among kinds that are all handed over as plain text anyway. */
const texts: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  geojson: 'application/geo+json',
  ipynb: 'application/x-ipynb+json',
  xml: 'application/xml',
  html: 'text/html',
  md: 'text/markdown',
  py: 'text/x-python',
  r: 'text/x-r',
  sql: 'application/sql',
  yaml: 'application/yaml',
  txt: 'text/plain',
};

/** Null for what is none of the kinds that lessons can hold. */
export async function sniffedType(bytes: Uint8Array, name: string): Promise<SniffedType | null> {
  const picture = pictureType(bytes);
  if (picture !== null) return { kind: 'picture', mediaType: picture.mediaType, ending: picture.ending };
  // Loaded by those who upload, not by every process at its start.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes);
  const text = found === undefined || found.ext === 'xml' || found.ext === 'vtt' ? plainText(bytes) : null;
  if (text !== null) return textType(text, name);
  const mediaType = found && binaries[found.ext];
  return found === undefined || mediaType === undefined
    ? null
    : { kind: kindOf(mediaType), mediaType, ending: found.ext };
}

function textType(text: string, name: string): SniffedType {
  if (text.startsWith('WEBVTT')) return { kind: 'captions', mediaType: 'text/vtt', ending: 'vtt' };
  const named = /\.([a-z]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const ending = Object.hasOwn(texts, named) ? named : 'txt';
  return { kind: 'attachment', mediaType: texts[ending] ?? 'text/plain', ending };
}

/** The bytes as text, without the mark that some programs begin it with; null when they are none. */
export function plainText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return isText(bytes) ? text : null;
  } catch {
    return null;
  }
}

/** Text holds no controls but tab, line and page breaks and escape. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}
