import {
  importPackageFiles,
  type NoUpload,
  type PackageImported,
  type PackageNote,
} from '#domain/assessment/server/api.ts';
import type { CourseFolder } from '#domain/learning/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Outcome } from '../command.ts';

interface PackageToImport extends CourseFolder {
  readonly running: Platform;
  /** Of the organisation. */
  readonly slug: string;
  /** The microcredential whose draft it goes into; without one it begins a microcredential. */
  readonly into: string | undefined;
}

/** Takes a course package, see docs/course-format.md. What a person would be shown first is said afterwards. */
export async function importPackageCommand({
  running,
  slug,
  into,
  files,
  folderName,
}: PackageToImport): Promise<Outcome> {
  const address = { organisationSlug: slug, ...(into === undefined ? {} : { slug: into }) };
  const result = await importPackageFiles(running, { kind: 'command' }, address, files, folderName);
  if (result.kind === 'refused') return { ok: false, json: result, text: refusal(result) };
  const { kind, versionId, notes, course } = result;
  const url = `${running.config.origin}/studio/${slug}/microcredentials/${result.slug}`;
  const counts = {
    modules: course.modules.length,
    lessons: course.modules.reduce((sum, { lessons }) => sum + lessons.length, 0),
    files: course.files.length,
    questions: course.questions.length,
    assessments: course.assessments.length,
  };
  return {
    ok: true,
    json: { kind, slug: result.slug, versionId, ...counts, notes, address: url },
    text: report(result, counts, url),
  };
}

function refusal({ because, detail }: NoUpload): string {
  return `Refused: ${because.replaceAll('-', ' ')}${detail === '' ? '' : ` (${detail})`}.`;
}

function report({ kind, notes }: PackageImported, counts: Readonly<Record<string, number>>, url: string): string {
  return [
    kind === 'unchanged' ? `The draft says all of it already: ${url}` : `Imported as a draft: ${url}`,
    `  ${Object.entries(counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
    ...(notes.length === 0
      ? ['Everything came along.']
      : ['What did not come along as it stands:', ...notes.map(sentence)]),
  ].join('\n');
}

function sentence({ because, file, detail }: PackageNote): string {
  return `  ${file}: ${because.replaceAll('-', ' ')}${detail === '' ? '' : ` (${detail})`}`;
}
