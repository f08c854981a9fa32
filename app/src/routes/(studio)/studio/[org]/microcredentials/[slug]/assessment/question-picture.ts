import type { Actor } from '#domain/identity/identity.ts';
import { addQuestionPicture, type BankAddress, type PictureKept } from '#domain/assessment/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { m } from '#messages';

type Because = Extract<PictureKept, { kind: 'refused' }>['because'];

/**
 * Keeps the picture that came with a posted question, and names it in the form as if it had been there before. Answers
 * a sentence when the file can't be kept.
 */
export async function takePicture(
  locals: { readonly platform: Platform; readonly actor: Actor },
  address: BankAddress,
  form: FormData,
): Promise<string | undefined> {
  const file = form.get('pictureFile');
  if (!(file instanceof File) || file.size === 0) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = await addQuestionPicture(locals.platform, locals.actor, { ...address, bytes });
  if (kept.kind === 'refused') return sentences[kept.because]();
  form.set('picture', kept.picture.id);
  form.set('pictureWidth', String(kept.picture.width));
  form.set('pictureHeight', String(kept.picture.height));
  return undefined;
}

/** Whether the author only wants to see the picture, and goes on writing. */
export function onlyUploads(form: FormData): boolean {
  return form.has('upload');
}

const sentences: Record<Because, () => string> = {
  'too-large': m.bank_picture_too_large,
  'not-a-picture': m.bank_picture_not_a_picture,
  'size-unknown': m.bank_picture_size_unknown,
  'too-many-files': m.bank_picture_too_many,
  'too-often': m.bank_picture_too_often,
};
