import type { PictureType } from '../pictures/picture-type.ts';
import { pictureType } from '../pictures/picture-type.ts';

const mostInputPixels = 60_000_000;

export interface DrawnPicture {
  readonly bytes: Uint8Array;
  readonly type: PictureType;
}

/**
 * Only pixels survive: no metadata (a photograph tells where it was taken), nothing hidden behind the picture. A
 * drawing stays as it is, since it is only ever shown where it can run nothing. Null when it can't be read as a picture.
 */
export async function drawnAnew(bytes: Uint8Array, type: PictureType): Promise<DrawnPicture | null> {
  if (type.ending === 'svg') return { bytes, type };
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, {
      limitInputPixels: mostInputPixels,
      failOn: 'error',
      animated: type.ending === 'gif',
    });
    const drawn = await (type.ending === 'gif' ? picture : picture.rotate())
      .toFormat(type.ending === 'jpg' ? 'jpeg' : type.ending)
      .toBuffer();
    const drawnType = pictureType(drawn);
    return drawnType === null ? null : { bytes: drawn, type: drawnType };
  } catch {
    // What begins like a picture and can't be read as one is the sender's mistake, not a fault of ours.
    return null;
  }
}

/**
 * Whether a picture tells more than it shows: where it was taken, with what, by whom. Also true of what can't be read
 * as a picture at all. A drawing never does, since it is only ever shown where it can run nothing.
 */
export async function carriesMoreThanPixels(bytes: Uint8Array, type: PictureType): Promise<boolean> {
  if (type.ending === 'svg') return false;
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, { limitInputPixels: mostInputPixels, failOn: 'error' });
    const { exif, xmp, iptc, orientation, comments } = await picture.metadata();
    // Every pixel is read, since what only begins like a picture is none.
    await picture.stats();
    return [exif, xmp, iptc, orientation].some((found) => found !== undefined) || (comments ?? []).length > 0;
  } catch {
    return true;
  }
}
