/** What a file of the content is to a lesson. */
export type ContentKind = 'picture' | 'audio' | 'video' | 'captions' | 'attachment';

const mebibyte = 1024 * 1024;

/** Bytes of one file at most, by kind. The request that brings it may hold a little more. */
export const kindLimits: Readonly<Record<ContentKind, number>> = {
  picture: 5 * mebibyte,
  audio: 25 * mebibyte,
  video: 50 * mebibyte,
  captions: mebibyte,
  attachment: 20 * mebibyte,
};

export function kindOf(mediaType: string): ContentKind {
  if (mediaType === 'text/vtt') return 'captions';
  const [group] = mediaType.split('/');
  return group === 'image' ? 'picture' : group === 'audio' || group === 'video' ? group : 'attachment';
}
