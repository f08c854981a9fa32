import {
  courseFolder,
  importCourse,
  packageFiles,
  type CourseImported,
  type ImportNote,
  type NoCourse,
} from '#domain/learning/server/api.ts';
import { importPackageCommand } from './import-package.ts';
import { organisationBySlug } from '#domain/organisations/server/api.ts';
import { UsageError, type CommandContext, type Outcome } from '../command.ts';

const refusals: Readonly<Record<NoCourse['because'], string>> = {
  'no-lessons': 'The folder holds no lesson: no Markdown file of its own, in episodes/ or in _episodes/.',
  'too-many-lessons': 'The folder holds more than 300 lessons; divide it.',
  'too-large': 'The folder holds more than 100 MB; leave out what lessons do not show.',
  'title-missing': 'The folder does not say what the course is called; name it with --title.',
  'title-too-long': 'The title is longer than 160 characters; give a shorter one with --title.',
  quota: 'With these files the organisation would hold more than CAIRN_UPLOAD_QUOTA allows.',
  infected: 'CAIRN_SCAN_COMMAND found something harmful in a file.',
  'not-scanned': 'CAIRN_SCAN_COMMAND could not look at a file, and nothing is taken unseen.',
};

/** `cairn import course PATH`: makes a draft microcredential of a course package, or of a folder of Markdown lessons. */
export async function importCommand({ args, options, path, platform, say }: CommandContext): Promise<Outcome> {
  const [folder, ...rest] = args;
  const slug = options['organisation'];
  const title = options['title'];
  if (folder === undefined || rest.length > 0)
    throw new UsageError('Say which folder: import course PATH --organisation SLUG.');
  if (typeof slug !== 'string') throw new UsageError('Say whose it will be: --organisation SLUG.');
  const into = options['into'];
  const asPackage = await packageFiles(path(folder));
  if (asPackage !== undefined) {
    return importPackageCommand({
      running: await platform(),
      slug,
      into: typeof into === 'string' ? into : undefined,
      ...asPackage,
    });
  }
  if (into !== undefined) return refused('no-course', 'Only a package with course.yaml can be imported into a draft.');
  const { files, folderName } = await courseFolder(path(folder));
  const running = await platform();
  const organisation = await organisationBySlug(running, slug);
  if (organisation === undefined) return refused('organisation-unknown', `There is no organisation "${slug}".`);
  say(`Reading ${files.length} files of ${folderName} …`);
  const command = { kind: 'command' } as const;
  const result = await importCourse(running, command, {
    organisationId: organisation.id,
    files,
    folderName,
    title: typeof title === 'string' ? title : undefined,
  });
  if (result.kind === 'refused') return refused(result.because, refusals[result.because]);
  const address = `${running.config.origin}/studio/${organisation.slug}/microcredentials/${result.slug}`;
  return { ok: true, json: { ...result, address }, text: report(result, address) };
}

function refused(because: string, text: string): Outcome {
  return { ok: false, json: { kind: 'refused', because }, text };
}

function report(result: CourseImported, address: string): string {
  const { title, modules, lessons, outcomes, figures, workloadHours, licence, notes } = result;
  return [
    `Imported "${title}" as a draft: ${address}`,
    `  modules ${modules}, lessons ${lessons}, outcomes ${outcomes}, figures ${figures}`,
    `  workload ${workloadHours === null ? 'not stated' : `${workloadHours} hours`}`,
    `  licence ${licence ?? 'not stated'}`,
    ...(notes.length === 0
      ? ['Everything came along.']
      : ['What did not come along, or is not said:', ...notes.map(sentence)]),
  ].join('\n');
}

function sentence({ because, file, detail }: ImportNote): string {
  return `  ${file}: ${because.replaceAll('-', ' ')}${detail === '' ? '' : ` (${detail})`}`;
}
