import { fail } from '@sveltejs/kit';
import type { CoursePreview, NoUpload } from '#domain/assessment/server/api.ts';
import { m } from '#messages';

/** What was chosen in the form; nothing where nothing was. */
export async function uploadIn(request: Request): Promise<Uint8Array> {
  const file = (await request.formData()).get('course');
  return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}

/** What a person was shown and said yes to. */
export async function shownIn(request: Request): Promise<Pick<CoursePreview, 'upload' | 'basedOn'>> {
  const form = await request.formData();
  return { upload: String(form.get('upload') ?? ''), basedOn: String(form.get('basedOn') ?? '') };
}

export function refusedCourse({ because, detail }: NoUpload) {
  return fail(422, { errors: { course: m.course_refused({ because, detail }) } });
}
