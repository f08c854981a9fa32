import { createHash } from 'node:crypto';
import type { Files } from '#platform/server/files.ts';
import type { Platform } from '#platform/server/platform.ts';
import { takeFromLimit } from '#platform/server/rate-limit.ts';
import type { Actor } from '../../identity/identity.ts';
import { NotFound, recordAudit, type Refused, refused, requireRole } from '../../identity/server/api.ts';
import type { Organisation } from '../organisations.ts';
import { lockOrganisation, updateOrganisation } from './organisations.store.ts';

const largestLogoBytes = 2 * 1024 * 1024;
const largestSidePixels = 512;
/** A small file may hold a huge picture; this many are read at most (about 100 MB in memory). */
const mostInputPixels = 25_000_000;

/** Drawing a picture anew takes time, so an organisation may ask for it so often. */
const uploads = { limit: 20, windowSeconds: 3600 };

/** What a file is by its first bytes; its name and its declared type are not asked. */
function pictureType(bytes: Uint8Array): 'png' | 'jpeg' | 'webp' | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12));
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  return undefined;
}

export interface LogoChanged {
  readonly kind: 'changed';
  readonly organisation: Organisation;
}

/** Takes a PNG, JPEG or WebP picture, drawn anew as a PNG of at most 512 pixels a side; null takes the logo away. */
export async function changeLogo(
  platform: Platform,
  actor: Actor,
  input: { readonly organisationId: string; readonly picture: Uint8Array | null },
): Promise<LogoChanged | Refused<'not-a-picture' | 'too-large' | 'too-often'>> {
  const { organisationId, picture } = input;
  requireRole(actor, organisationId, 'owner');
  if (picture && picture.byteLength > largestLogoBytes) return refused('too-large');
  if (picture) {
    const taken = await takeFromLimit(platform, { key: `logo/${organisationId}`, ...uploads });
    if (taken.kind === 'limited') return refused('too-often');
  }
  const png = picture && (await drawnAnew(picture));
  if (picture && !png) return refused('not-a-picture');

  const logoKey = png ? keyOf(organisationId, png) : null;
  // Before the row, so that it never names a file that isn't there.
  if (png && logoKey) await platform.files.put(logoKey, png, { mediaType: 'image/png' });
  const { before, organisation } = await platform.db.transaction().execute(async (trx) => {
    const before = await lockOrganisation(trx, organisationId);
    if (!before) throw new NotFound('organisation');
    const organisation = await updateOrganisation(trx, organisationId, {
      logo_key: logoKey,
      updated_at: platform.clock(),
    });
    await recordAudit(platform, trx, actor, {
      action: 'organisation.logo-changed',
      subjectKind: 'organisation',
      subjectId: organisationId,
      organisationId,
    });
    return { before, organisation };
  });
  if (before.logoKey !== null && before.logoKey !== logoKey) await platform.files.delete(before.logoKey);
  return { kind: 'changed', organisation };
}

/** The logo's bytes, a PNG; undefined when the organisation has none or another one by now. */
export async function readLogo(
  files: Files,
  organisation: Pick<Organisation, 'logoKey'>,
  fileName: string,
): Promise<Buffer | undefined> {
  const { logoKey } = organisation;
  if (logoKey === null || !logoKey.endsWith(`/${fileName}`)) return undefined;
  return (await files.exists(logoKey)) ? files.get(logoKey) : undefined;
}

function keyOf(organisationId: string, png: Buffer): string {
  return `logo/${organisationId}/${createHash('sha256').update(png).digest('hex').slice(0, 32)}.png`;
}

/** Only pixels survive: no metadata (a photograph tells where it was taken), nothing hidden behind the picture. */
async function drawnAnew(picture: Uint8Array): Promise<Buffer | undefined> {
  if (pictureType(picture) === undefined) return undefined;
  // Loaded by those who upload, not by every process at its start.
  const { default: sharp } = await import('sharp');
  try {
    return await sharp(picture, { limitInputPixels: mostInputPixels, failOn: 'error', animated: false })
      .rotate()
      .resize({ width: largestSidePixels, height: largestSidePixels, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9 })
      .toBuffer();
  } catch {
    // What begins like a picture and can't be read as one is the sender's mistake, not a fault of ours.
    return undefined;
  }
}
