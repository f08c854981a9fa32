import { type SpawnOptions, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The account that PostgreSQL runs under, when it can't be our own: PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export const NOBODY: ServerUser = { uid: 65534, gid: 65534 };

/** Whether this process is root, and so must hand PostgreSQL to somebody else. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * How PostgreSQL's programs are started: as their own user, from a folder that anyone can be in, and with none of
 * our environment, where a stray PGDATA or PGOPTIONS would otherwise steer them.
 */
export function spawnOptions(user: ServerUser | undefined): SpawnOptions {
  return { ...user, cwd: '/', env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C', TZ: 'UTC' } };
}

/** Runs a program to its end as that user. */
export async function runAs(user: ServerUser | undefined, command: string, args: readonly string[]) {
  return new Promise<{ readonly exitCode: number | null; readonly output: string }>((settle, fail) => {
    const child = spawn(command, [...args], { ...spawnOptions(user), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', fail);
    child.on('close', (exitCode) => settle({ exitCode, output }));
  });
}

/** Whether that user can enter a folder: asked of the system itself, since access lists and mounts count too. */
export async function canEnter(user: ServerUser | undefined, folder: string): Promise<boolean> {
  const { exitCode } = await runAs(user, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder]);
  return exitCode === 0;
}

/** The topmost folder on the way that keeps that user out, for a sentence about it. */
export async function firstClosedFolder(user: ServerUser, folder: string): Promise<string> {
  const parent = dirname(folder);
  if (parent !== folder && !(await canEnter(user, parent))) return firstClosedFolder(user, parent);
  return folder;
}

/** The user that owns a cluster's folder; undefined when that is who we are. */
export async function ownerOf(folder: string): Promise<ServerUser | undefined> {
  const { uid, gid } = await stat(folder);
  return isRoot() ? { uid, gid } : undefined;
}
