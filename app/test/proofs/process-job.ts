import type { SpawnedProcess } from '../cairn-process.ts';

/** Where learners enrol and what they answer. */
export interface Course {
  readonly offeringId: string;
  readonly assessmentId: string;
  readonly questionIds: readonly string[];
}

/** An attempt, and how its learner answers every question of it. */
export interface HandIn {
  readonly attemptId: string;
  readonly personId: string;
  readonly questionIds: readonly string[];
  readonly option: 'right' | 'wrong';
}

/** What a submitting process is given: see submitting-process.ts. */
export interface ProcessJob {
  /** None yet: the process makes it. */
  readonly course?: Course;
  readonly learners: number;
  readonly handIns: readonly HandIn[];
}

/** What a submitting process said after a word, in order. */
export function said(process: Pick<SpawnedProcess, 'output'>, word: string): readonly unknown[] {
  const lines = process.output().split('\n').slice(0, -1);
  return lines
    .filter((line) => line.startsWith(`${word} `))
    .map((line): unknown => JSON.parse(line.slice(word.length + 1)));
}
