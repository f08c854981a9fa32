import { posix } from 'node:path';
import { kindOf } from '../../content-kind.ts';
import { slugOf } from '../../slug.ts';
import { anchorPrefix } from './headings.ts';

/** A picture that the content holds. Pixels, or the units of an SVG's view box; null where its file doesn't say. */
export interface Picture {
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Anything else that the content holds: sound, video, captions, files to take along. */
export interface OtherFile {
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** What a lesson can refer to: everything else in the same version's content. */
export interface LessonSurroundings {
  /** By path within the content: `fig/tree.svg`. */
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly files: ReadonlyMap<string, OtherFile>;
  /** Where a picture or another file is served. */
  readonly pictureUrl: (path: string, file: { readonly sha256: string }) => string;
  readonly lessonSlugs: ReadonlySet<string>;
}

/** Something that a lesson refers to and that isn't there; `target` as its author wrote it. */
export interface Missing {
  readonly kind: 'picture' | 'link' | 'alternative-text' | 'media' | 'captions';
  readonly target: string;
}

type FoundPicture =
  | { readonly kind: 'found'; readonly url: string; readonly picture: Picture }
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'missing' };

type FoundLink =
  | { readonly kind: 'inside'; readonly href: string }
  | { readonly kind: 'file'; readonly href: string; readonly ending: string; readonly bytes: number }
  | { readonly kind: 'external'; readonly href: string }
  | { readonly kind: 'missing' };

/**
 * A path within the content, or null when it is none. Leading `../` are dropped, since authors write pictures relative
 * to folders that are not kept; the result is only ever looked up among the known paths, never opened.
 */
export function contentPath(written: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(written);
  } catch {
    return null;
  }
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|[\\\p{Cc}]/iu.test(decoded)) return null;
  const normal = posix.normalize(decoded.replace(/^\/+/, '')).replace(/^(?:\.\.?\/)+/, '');
  return normal === '' || normal === '.' || normal === '..' ? null : normal;
}

export function resolvePicture(source: string, { pictures, pictureUrl }: LessonSurroundings): FoundPicture {
  if (/^https?:\/\//i.test(source) && URL.canParse(source)) return { kind: 'elsewhere', url: source };
  const path = contentPath(source);
  const picture = path === null ? undefined : pictures.get(path);
  return path === null || picture === undefined
    ? { kind: 'missing' }
    : { kind: 'found', url: pictureUrl(path, picture), picture };
}

/** Where sound, video or captions are served; undefined when the content holds none under that path. */
export function resolveMedia(
  source: string,
  group: 'audio' | 'video' | 'captions',
  { files, pictureUrl }: LessonSurroundings,
): string | undefined {
  const path = contentPath(source);
  const file = path === null ? undefined : files.get(path);
  return path === null || file === undefined || kindOf(file.mediaType) !== group ? undefined : pictureUrl(path, file);
}

/**
 * Links within the lesson, to another lesson (`02-filedir.md` or `02-filedir`, answered by an address relative to the
 * lesson's own page, which works for learners and in the studio alike), or to another site.
 */
export function resolveLink(href: string, { lessonSlugs, files, pictureUrl }: LessonSurroundings): FoundLink {
  const written = href.trim();
  if (/^(?:https?:\/\/|mailto:)/i.test(written) && URL.canParse(written)) return { kind: 'external', href: written };
  const [before = '', after] = written.split('#', 2);
  const fragment = after === undefined ? '' : fragmentOf(after);
  if (before === '') return fragment === '' ? { kind: 'missing' } : { kind: 'inside', href: fragment };
  const path = contentPath(before);
  const file = path === null ? undefined : files.get(path);
  if (path !== null && file !== undefined) {
    return { kind: 'file', href: pictureUrl(path, file), ending: posix.extname(path).slice(1), bytes: file.bytes };
  }
  const slug = path === null ? '' : slugOf(posix.basename(path).replace(/\.(?:r?md|html)$/i, ''));
  return lessonSlugs.has(slug) ? { kind: 'inside', href: `${slug}${fragment}` } : { kind: 'missing' };
}

function fragmentOf(written: string): string {
  let decoded = written;
  try {
    decoded = decodeURIComponent(written);
  } catch {
    // Not percent-encoded after all: taken as it stands.
  }
  const slug = slugOf(decoded.startsWith(anchorPrefix) ? decoded.slice(anchorPrefix.length) : decoded);
  return slug === '' ? '' : `#${anchorPrefix}${slug}`;
}
