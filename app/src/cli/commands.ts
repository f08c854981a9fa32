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
    usage: 'DIR --organisation SLUG [--title TITLE]',
    summary: 'Makes a draft microcredential of a folder of Markdown lessons (docs/course-folder.md)',
    options: { organisation: { type: 'string' }, title: { type: 'string' } },
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
];
