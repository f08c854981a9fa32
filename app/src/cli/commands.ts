import type { Command } from './command.ts';

/** Every command of `npm run -s cairn -- COMMAND`. */
export const commands: readonly Command[] = [
  {
    name: 'doctor',
    usage: '',
    summary: 'Checks the settings, the database, the files, jobs and mail, and says what to do',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'operator create',
    usage: 'EMAIL',
    summary: 'Prints a one-time link by which this person sets a password and becomes operator',
    load: async () => (await import('./commands/operator.ts')).createOperator,
  },
  {
    name: 'import course',
    usage: 'PATH',
    summary:
      'Makes a draft microcredential of a course package (docs/course-format.md) or of Markdown lessons (docs/course-folder.md), folder or zip',
    options: { organisation: { type: 'string' }, title: { type: 'string' }, into: { type: 'string' } },
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  {
    name: 'export course',
    usage: 'SLUG PATH',
    summary: 'Writes a microcredential as a course package into a folder, or into a zip (docs/course-format.md)',
    options: { organisation: { type: 'string' } },
    load: async () => (await import('./commands/export-course.ts')).exportCourseCommand,
  },
  {
    name: 'verify',
    usage: 'FILE|URL|- …',
    summary: 'Checks credentials now; exit code 0 valid, 1 invalid or unreadable, 2 unconfirmed',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'demo',
    usage: '',
    summary: 'Completes the demo story and prints its accounts, credentials and share links',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
];
