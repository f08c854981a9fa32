import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { exportCourse, zipOf, type ExportedFile } from '#domain/assessment/server/api.ts';
import { UsageError, type CommandContext, type Outcome } from '../command.ts';

/** `cairn export course SLUG PATH`: the draft, or else what was published last, see docs/course-format.md. */
export async function exportCourseCommand({ args, options, path, platform }: CommandContext): Promise<Outcome> {
  const [slug, place, ...rest] = args;
  const organisationSlug = options['organisation'];
  if (slug === undefined || place === undefined || rest.length > 0)
    throw new UsageError('Say what and where to: export course SLUG PATH --organisation SLUG.');
  if (typeof organisationSlug !== 'string') throw new UsageError('Say whose it is: --organisation SLUG.');
  const files = await exportCourse(await platform(), { kind: 'command' }, { organisationSlug, slug });
  const to = path(place);
  if (/\.zip$/i.test(to)) {
    await pipeline(Readable.fromWeb(zipOf(files) as ReadableStream<Uint8Array>), createWriteStream(to));
  } else if (!(await writeFolder(to, files))) {
    const text = `${place} holds something else than a course package. Name a new folder, or one that an export wrote.`;
    return { ok: false, json: { kind: 'refused', because: 'folder-in-use' }, text };
  }
  const paths = files.map((file) => file.path);
  return {
    ok: true,
    json: { kind: 'exported', path: to, files: paths },
    text: `Wrote ${paths.length} files to ${to}.`,
  };
}

/**
 * Writes into a new or empty folder, or over an earlier export: there, what the course no longer has is taken away from
 * the folders that are the package's own, and everything else is left alone.
 */
async function writeFolder(to: string, files: readonly ExportedFile[]): Promise<boolean> {
  const there = await readdir(to).catch(() => []);
  const course = await readFile(join(to, 'course.yaml'), 'utf8').catch(() => '');
  if (there.length > 0 && !course.startsWith('format: cairn-course/')) return false;
  if (there.length > 0) {
    for (const own of ['lessons', 'questions', 'assessments', 'award-rule.yaml']) {
      await rm(join(to, own), { recursive: true, force: true });
    }
  }
  for (const { path, read } of files) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), await read());
  }
  return true;
}
