/**
 * Five hundred learners answer at once, each paper saving itself every five seconds over HTTP, and in the middle the
 * server is killed and started again. At the kill and at the end every save that was acknowledged must be in the
 * database. Beside the saves one bare UPDATE after another is timed on a row of the same size in the same database.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { jobs, schedules } from '../../src/jobs.ts';
import { assessmentsForAuthor, saveQuestion } from '../../src/domain/assessment/server/api.ts';
import { personById, requestMagicLink, signInByLink } from '../../src/domain/identity/server/api.ts';
import { loadConfig } from '../../src/platform/server/config.ts';
import { startEmbeddedPostgres } from '../../src/platform/server/embedded-postgres.ts';
import { createLog } from '../../src/platform/server/log.ts';
import { migrate } from '../../src/platform/server/migrate.ts';
import { startPlatform, type RunningPlatform } from '../../src/platform/server/start-platform.ts';
import { aBrowser, lastMail } from '../builders/a-browser.ts';
import { aLearner, anEnrolment } from '../builders/a-learner.ts';
import { anAttempt, aTaughtMicrocredential } from '../builders/an-award.ts';
import { freePort, spawnNode, type SpawnedProcess } from '../cairn-process.ts';
import { keepProof } from './keep-proof.ts';

const learners = Number(process.env['ANSWERS_LEARNERS'] ?? 500);
const seconds = Number(process.env['ANSWERS_SECONDS'] ?? 60);
const everyMs = 5_000;
const textQuestions = 4;
const system = { kind: 'system' } as const;

interface Paper {
  readonly attemptId: string;
  readonly url: string;
  readonly cookie: string;
  readonly questionIds: readonly string[];
  sequence: number;
  /** The latest save of each question that was acknowledged. */
  readonly acknowledged: Map<string, { readonly sequence: number; readonly text: string }>;
}

const dataDir = await mkdtemp(join(tmpdir(), 'cairn-answers-'));
await chmod(dataDir, 0o711);
const postgres = await startEmbeddedPostgres({
  dataDir,
  onLost: (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  },
});
let server: SpawnedProcess | undefined;
async function prove(): Promise<void> {
  const { host, port: socket, user, database } = postgres.connection;
  const port = await freePort();
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: `postgres:///${database}?${new URLSearchParams({ host, port: String(socket), user })}`,
    CAIRN_SECRET: randomBytes(32).toString('hex'),
    CAIRN_DEMO: 'off',
    PORT: String(port),
  };
  await migrate(postgres.connection);
  const platform = await startPlatform(loadConfig(env), {
    connection: postgres.connection,
    log: createLog({ level: 'silent' }),
    jobs,
    schedules,
    work: false,
    alone: false,
  });
  try {
    const papers = await papersOf(platform);
    await fillBareTable(platform, papers);
    await serve(env, port);
    await mailsGone(platform);

    const saves = new Saves(papers);
    const bare = new BareUpdates(platform, papers);
    const began = performance.now();
    const [busy = 0] = loadavg();
    const ends = Date.now() + seconds * 1000;
    const all = [...papers.map((paper) => saves.keepSaving(paper, ends)), bare.keepUpdating(ends)];
    await delay((seconds * 1000) / 2);
    const undisturbed = [...saves.times];
    server?.signal('SIGKILL');
    await server?.ended();
    const killedAt = performance.now();
    // What is on its way back to a client counts as acknowledged only once it is read: so is what counts here.
    const atTheKill = await lost(platform, papers);
    await serve(env, port);
    const downMs = performance.now() - killedAt;
    await Promise.all(all);
    const upSeconds = (performance.now() - began - downMs) / 1000;
    const atTheEnd = await lost(platform, papers);

    await keepProof('answers', {
      'learners answering at once': learners,
      'seconds, a save of each learner every 5': seconds,
      'saves acknowledged': saves.times.length,
      'acknowledged saves a second while the server was up': Math.round(saves.times.length / upSeconds),
      'acknowledged answers lost, looked at right after the kill': atTheKill,
      'acknowledged answers lost, looked at the end': atTheEnd,
      'tries that the kill or a refusal cost, repeated until acknowledged': saves.failed,
      'ms from the kill until the server answered again': Math.round(downMs),
      'save over HTTP before the kill, ms, median': at(undisturbed, 0.5),
      'save over HTTP before the kill, ms, p95': at(undisturbed, 0.95),
      'save over HTTP in all, ms, median': at(saves.times, 0.5),
      'save over HTTP in all, ms, p95': at(saves.times, 0.95),
      'bare UPDATEs beside them': bare.times.length,
      'bare UPDATE, ms, median': at(bare.times, 0.5),
      'bare UPDATE, ms, p95': at(bare.times, 0.95),
      'load average when it began, with all else that the machine did': Math.round(busy * 10) / 10,
    });
    if (atTheKill + atTheEnd > 0) throw new Error('acknowledged answers were lost');
  } finally {
    await platform.stop();
  }
}

async function serve(env: Readonly<Record<string, string>>, port: number): Promise<void> {
  const root = join(import.meta.dirname, '../../..');
  server = spawnNode(['app/src/server.ts'], { env, cwd: root });
  for (;;) {
    const ready = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
    if (ready?.ok) return;
    if (server.child.exitCode !== null) throw new Error(server.output());
    await delay(20);
  }
}

/** Learners who have begun a quiz of short texts, each signed in by a link that was mailed to them. */
async function papersOf(platform: RunningPlatform): Promise<readonly Paper[]> {
  const questionIds: string[] = [];
  const { offeringId, assessmentId } = await aTaughtMicrocredential(platform, {
    beforePublishing: async (versionId) => {
      const [quiz] = (await assessmentsForAuthor(platform, system, versionId)).assessments;
      for (let number = 1; number <= textQuestions; number += 1) {
        const saved = await saveQuestion(platform, system, {
          assessmentId: quiz?.id ?? '',
          questionVersionId: null,
          kind: 'short-text',
          body: { prompt: `What would you say, ${number}?` },
          key: { accepted: ['I am here'], caseMatters: false, accentsMatter: false, explanation: '' },
          outcomes: quiz?.items[0]?.outcomes ?? [],
          points: 1,
        });
        if (saved.kind === 'refused') throw new Error(saved.problems.join());
        questionIds.push(saved.questionVersionId);
      }
    },
  });
  const papers: Paper[] = [];
  const numbers = Array.from({ length: learners }, (_, number) => number);
  const hands = Array.from({ length: 25 }, async () => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
      const learner = await aLearner(platform);
      const enrolmentId = await anEnrolment(platform, learner, offeringId);
      const attemptId = await anAttempt(platform, learner, { enrolmentId, assessmentId });
      const address = `10.0.${Math.floor(number / 250)}.${number % 250}`;
      papers.push({
        attemptId,
        url: `${platform.config.origin}/learning/${enrolmentId}/attempts/${attemptId}/answers`,
        cookie: await cookieOf(platform, learner.personId, address),
        questionIds,
        sequence: 0,
        acknowledged: new Map(),
      });
    }
  });
  await Promise.all(hands);
  return papers;
}

async function cookieOf(platform: RunningPlatform, personId: string, address: string): Promise<string> {
  const browser = aBrowser(platform, { address });
  const email = (await personById(platform, personId))?.email ?? '';
  await requestMagicLink(platform, browser.auth, browser.asking, { email });
  const { token = '' } = (await lastMail(platform, email)) ?? {};
  const signedIn = await signInByLink(platform, browser.auth, browser.asking, token);
  if (signedIn.kind === 'refused') throw new Error(signedIn.because);
  return browser.asking.headers.get('cookie') ?? '';
}

/** The letters that sign-ins brought about are no part of what is measured. */
async function mailsGone({ db }: RunningPlatform): Promise<void> {
  for (;;) {
    const [left] = await db
      .selectFrom('mail_message')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('status', '=', 'queued')
      .execute();
    if (Number(left?.count) === 0) return;
    await delay(200);
  }
}

/** Words of the length that somebody types, different in each save. */
function words(sequence: number): string {
  return `Save ${sequence}: I would sit down beside them, ask what they need most right now, and listen before I say anything of my own.`;
}

class Saves {
  /** Of those acknowledged, in ms. */
  readonly times: number[] = [];
  failed = 0;
  readonly #spread: number;

  constructor(papers: readonly Paper[]) {
    this.#spread = everyMs / papers.length;
  }

  #begun = 0;

  async keepSaving(paper: Paper, ends: number): Promise<void> {
    // Papers were opened at different moments.
    await delay(this.#spread * this.#begun++);
    for (let due = Date.now(); due < ends; due += everyMs) {
      await delay(Math.max(0, due - Date.now()));
      paper.sequence += 1;
      await this.#save(paper);
    }
  }

  /** Tries until it is acknowledged, as the page does. */
  async #save(paper: Paper): Promise<void> {
    const { sequence } = paper;
    const questionId = paper.questionIds[sequence % paper.questionIds.length] ?? '';
    const text = words(sequence);
    for (;;) {
      const began = performance.now();
      if (await isKept(paper, { questionId, text, sequence })) {
        this.times.push(performance.now() - began);
        paper.acknowledged.set(questionId, { sequence, text });
        return;
      }
      this.failed += 1;
      await delay(1_000);
    }
  }
}

async function isKept(
  paper: Paper,
  { questionId, text, sequence }: { readonly questionId: string; readonly text: string; readonly sequence: number },
): Promise<boolean> {
  const body = new URLSearchParams({ [`q-${questionId}.text`]: text, page: 'p', sequence: String(sequence) });
  const headers = { cookie: paper.cookie, origin: new URL(paper.url).origin };
  try {
    const answer = await fetch(paper.url, { method: 'POST', body, headers });
    const said = (await answer.json()) as { readonly kind?: string };
    return answer.ok && said.kind === 'saved';
  } catch {
    return false;
  }
}

/** How many acknowledged answers the database doesn't have, or has an older save of. */
async function lost({ db }: RunningPlatform, papers: readonly Paper[]): Promise<number> {
  const expected = papers.map(({ attemptId, acknowledged }) => ({ attemptId, acknowledged: new Map(acknowledged) }));
  const rows = await db
    .selectFrom('answer')
    .select(['attempt_id', 'question_version_id', 'sequence', 'response'])
    .execute();
  const kept = new Map(rows.map((row) => [`${row.attempt_id} ${row.question_version_id}`, row]));
  let missing = 0;
  for (const { attemptId, acknowledged } of expected)
    for (const [questionId, { sequence, text }] of acknowledged) {
      const row = kept.get(`${attemptId} ${questionId}`);
      const isThere = row !== undefined && row.sequence >= sequence;
      const isSame = row?.sequence !== sequence || JSON.stringify(row.response) === JSON.stringify({ text });
      if (!isThere || !isSame) missing += 1;
    }
  return missing;
}

/** A table like that of answers, without what is around it. */
async function fillBareTable({ db }: RunningPlatform, papers: readonly Paper[]): Promise<void> {
  await sql`create table bare_answer (like answer including defaults including indexes)`.execute(db);
  for (const { attemptId, questionIds } of papers)
    await sql`insert into bare_answer (attempt_id, question_version_id, response, saved_at)
      select ${attemptId}, id, ${JSON.stringify({ text: words(0) })}::jsonb, now() from unnest(${questionIds}::uuid[]) as id`.execute(
      db,
    );
}

class BareUpdates {
  readonly times: number[] = [];
  readonly #platform: RunningPlatform;
  readonly #papers: readonly Paper[];

  constructor(platform: RunningPlatform, papers: readonly Paper[]) {
    this.#platform = platform;
    this.#papers = papers;
  }

  async keepUpdating(ends: number): Promise<void> {
    for (let number = 1; Date.now() < ends; number += 1) {
      const { attemptId = '', questionIds = [] } = this.#papers[number % this.#papers.length] ?? {};
      const response = JSON.stringify({ text: words(number) });
      const began = performance.now();
      await sql`update bare_answer set response = ${response}::jsonb, saved_at = now(), sequence = ${number}, page = 'p'
        where attempt_id = ${attemptId} and question_version_id = ${questionIds[number % questionIds.length]}`.execute(
        this.#platform.db,
      );
      this.times.push(performance.now() - began);
      await delay(100);
    }
  }
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
}

try {
  await prove();
} finally {
  server?.signal('SIGKILL');
  await server?.ended();
  await postgres.stop();
  await rm(dataDir, { recursive: true });
}
