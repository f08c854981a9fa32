import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface SpawnedProcess {
  readonly child: ChildProcess;
  /** Everything it has written so far, both streams together. */
  output(): string;
  /** Resolves when the output matches; rejects when the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  ended(): Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

export interface SpawnOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as this user instead of ours; needs root. */
  readonly uid?: number;
  readonly cwd?: string;
}

/** Runs a TypeScript entry in a Node process of its own, as in production. */
export function spawnNode(args: readonly string[], options: SpawnOptions = {}): SpawnedProcess {
  const child = spawn(process.execPath, [...args], {
    cwd: options.cwd ?? import.meta.dirname,
    env: { PATH: process.env['PATH'], HOME: '/', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let output = '';
  const collect = (chunk: Buffer) => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const closed = once(child, 'close');
  return {
    child,
    output: () => output,
    async says(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        if (child.exitCode !== null || child.signalCode !== null) {
          await closed;
          throw new Error(
            `The process ended (${child.exitCode ?? child.signalCode}) without saying ${pattern}:\n${output}`,
          );
        }
        await new Promise((resume) => setTimeout(resume, 10));
      }
    },
    async ended() {
      await closed;
      return child.exitCode ?? child.signalCode ?? -1;
    },
    signal: (name) => void child.kill(name),
  };
}

/** A TCP port of the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
