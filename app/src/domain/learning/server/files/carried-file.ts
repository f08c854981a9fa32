import { createHash } from 'node:crypto';
import type { Platform } from '#platform/server/platform.ts';
import { scanFile } from '#platform/server/scan-file.ts';
import type { ContentFile } from '../../content-file.ts';
import { kindLimits } from '../../content-kind.ts';
import { captionsProblem } from '../../web-vtt.ts';
import { pictureType } from '../pictures/picture-type.ts';
import { carriesMoreThanPixels, drawnAnew } from './draw-anew.ts';
import { plainText, sniffedType } from './file-type.ts';
import { storeBytes } from './store-bytes.ts';

export type KeptFile = Omit<ContentFile, 'versionId'>;

/** A file of a course package, judged and not yet stored. */
export interface CarriedFile extends Pick<ContentFile, 'path' | 'mediaType' | 'sha256' | 'width' | 'height'> {
  readonly kind: 'carried';
  readonly bytes: Uint8Array;
  readonly ending: string;
  /** It is a picture that carried more than pixels, and was drawn anew without it. */
  readonly redrawn: boolean;
}

export interface NotCarried {
  readonly kind: 'refused';
  readonly because: 'not-allowed' | 'too-large' | 'captions-unreadable' | 'infected' | 'not-scanned';
}

/** Beside the lessons of a package, and told by its name alone: the licence of the material. */
export const isLicence = (path: string): boolean => /^licen[cs]e(\.md|\.txt)?$/i.test(path);

/**
 * Whether a file of a package may become part of a version, and as what. Bytes stay as they are wherever they may, so
 * that a package comes out again as it came in.
 */
export async function judgeCarried(
  platform: Pick<Platform, 'config'>,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
): Promise<CarriedFile | NotCarried> {
  const no = (because: NotCarried['because']): NotCarried => ({ kind: 'refused', because });
  const type = await sniffedType(bytes, path);
  if (type === null || (isLicence(path) && type.kind !== 'attachment')) return no('not-allowed');
  if (bytes.byteLength > kindLimits[type.kind]) return no('too-large');
  if (type.kind === 'captions' && captionsProblem(plainText(bytes) ?? '') !== undefined)
    return no('captions-unreadable');
  const scanned = await scanFile(platform.config, bytes);
  if (scanned !== 'clean') return no(scanned);
  const picture = type.kind === 'picture' ? pictureType(bytes) : null;
  const isClean = picture === null || !(await carriesMoreThanPixels(bytes, picture));
  const drawn = picture === null || isClean ? { bytes, type: picture } : await drawnAnew(bytes, picture);
  if (drawn === null) return no('not-allowed');
  return {
    kind: 'carried',
    path,
    bytes: drawn.bytes,
    mediaType: isLicence(path) ? 'text/plain' : (drawn.type?.mediaType ?? type.mediaType),
    ending: isLicence(path) ? 'txt' : (drawn.type?.ending ?? type.ending),
    sha256: createHash('sha256').update(drawn.bytes).digest('hex'),
    width: drawn.type?.width ?? null,
    height: drawn.type?.height ?? null,
    redrawn: !isClean,
  };
}

/** Stored before the transaction that adds its row; swept when that one fails. */
export async function keepCarried(
  platform: Pick<Platform, 'db' | 'files' | 'newId' | 'clock'>,
  file: CarriedFile,
): Promise<KeptFile> {
  const { path, width, height } = file;
  return { ...(await storeBytes(platform, file)), path, width, height };
}
