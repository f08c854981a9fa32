// `npm start`: installs, builds, and runs Cairn on the pinned Node. See setup.mjs.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SetupError, build, endLike, environment, install, node, root, run, say } from './setup.mjs';

try {
  // Installing or building would pull the ground from under a Cairn that runs from here; the one we start will say so.
  if (!isRunning()) {
    await install({ everything: false });
    await build();
  }
  const env = environment({
    NODE_ENV: process.env.NODE_ENV ?? 'production',
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
  });
  endLike(
    await run(node, [join(root, 'app/src/server.ts')], {
      env,
      // A channel that closes with us, so that the server notices even if we are killed.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      // Out of the terminal's reach: Ctrl-C comes through us, once.
      detached: true,
    }),
  );
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(`\n${error.message}\n`);
  process.exit(1);
}

/** Whether a Cairn runs on this DATA_DIR, by the watcher beside its database. */
function isRunning() {
  const dataDir = resolve(root, process.env.DATA_DIR || 'data');
  for (const cluster of [readOr(join(dataDir, 'postgres.path')), join(dataDir, 'postgres')]) {
    const pid = Number(cluster && readOr(join(cluster.trim(), 'cairn-guard.pid')));
    try {
      if (pid > 0 && process.kill(pid, 0)) return true;
    } catch {
      // No such process, or somebody else's by now.
    }
  }
  return false;
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
