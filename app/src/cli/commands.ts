import type { Command } from './command.ts';

/** Every command of `npm run -s cairn -- COMMAND`. */
export const commands: readonly Command[] = [
  {
    name: 'doctor',
    usage: '',
    summary: 'Checks the settings, the database, the files, jobs and mail, and says what to do',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
];
