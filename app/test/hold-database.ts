/** A process that runs the embedded database of DATA_DIR until it is told to stop: `node hold-database.ts DATA_DIR [STATE_FOLDER]`. */
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const [dataDir = '', stateFolder] = process.argv.slice(2);
try {
  const postgres = await startEmbeddedPostgres({
    dataDir,
    ...(stateFolder === undefined ? {} : { stateFolder }),
    onLost: (error) => {
      say(`lost: ${error.message}`);
      process.exit(3);
    },
  });
  say(
    `${postgres.adopted ? 'adopted' : 'started'} ${JSON.stringify({ pid: postgres.pid, connection: postgres.connection })}`,
  );
  const alive = setInterval(() => undefined, 1_000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
    void postgres.stop().then(() => say('stopped'));
  });
} catch (error) {
  say(`refused: ${error instanceof Error && 'code' in error ? String(error.code) : ''} ${String(error)}`);
  process.exitCode = 1;
}
