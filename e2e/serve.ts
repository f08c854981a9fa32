import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');

/** Starts Cairn as a new user would have it, demo story included, and stops it when all stories are told. */
export default async function serve(): Promise<() => Promise<void>> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), 'cairn-stories-'));
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir };
  delete (env as Record<string, string | undefined>)['ORIGIN'];
  const server = spawn(process.execPath, ['app/src/server.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  await mkdir(join(root, 'test-results'), { recursive: true });
  const log = createWriteStream(join(root, 'test-results/server.log'));
  const said: string[] = [];
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => {
      said.push(chunk.toString());
      log.write(chunk);
    });

  const stop = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  };
  const origin = `http://localhost:${port}`;
  try {
    await ready(server, origin, said);
    process.env['CAIRN_STORY_DEMO'] = await demoStory(env);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env['CAIRN_STORY_ORIGIN'] = origin;
  process.env['CAIRN_STORY_DATA_DIR'] = dataDir;
  process.env['CAIRN_STORY_PORT'] = String(port);
  return stop;
}

async function demoStory(env: NodeJS.ProcessEnv): Promise<string> {
  const command = ['app/src/cli/cairn.ts', 'demo', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root, env, timeout: 120_000 });
  return stdout;
}

async function ready(server: ChildProcess, origin: string, said: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) break;
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`Cairn did not begin to serve:\n${said.join('')}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
