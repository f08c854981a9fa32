import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { addQuiz, assessmentsForAuthor, saveQuestion } from '#domain/assessment/server/api.ts';
import { freeForAll } from '#domain/catalogue/new-offering.ts';
import {
  answerApproval,
  approvalPage,
  askApproval,
  createOffering,
  microcredentialsOf,
  publicMicrocredential,
  publishVersion,
  saveDraft,
  type DraftVersion,
  type OwnMicrocredential,
} from '#domain/catalogue/server/api.ts';
import type { SignedIn } from '#domain/identity/identity.ts';
import { courseFolder, importCourse, modulesOf } from '#domain/learning/server/api.ts';
import { organisationBySlug } from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { eskdaleOwner, northgateOwner, northgateReviewer, type TeamMember } from '../cast.ts';
import { as, granted, onDay, type Stage } from './stage.ts';

interface DemoCourse {
  /** Its folder in courses/, and its address: what its title comes to. */
  readonly slug: string;
  /** Whoever of its provider writes it. */
  readonly author: TeamMember;
  /** Whoever approves it; nobody where the author is the provider's only member. */
  readonly reviewer?: TeamMember;
  /** Days before the first start. */
  readonly published: number;
}

/** In the order of their publication. */
export const demoCourses = {
  counselling: {
    slug: 'foundations-of-counselling-skills',
    author: northgateOwner,
    reviewer: northgateReviewer,
    published: 410,
  },
  firstAid: { slug: 'psychological-first-aid', author: northgateOwner, reviewer: northgateReviewer, published: 200 },
  spreadsheets: { slug: 'data-analysis-with-spreadsheets', author: eskdaleOwner, published: 150 },
} as const satisfies Readonly<Record<string, DemoCourse>>;

const recordFileSchema = z.looseObject({
  /** Becomes the date on which the record is to be reviewed. */
  reviewAfterMonths: z.number().int().positive(),
});

const quizFileSchema = z.object({
  title: z.string(),
  instructions: z.string(),
  passMark: z.number(),
  attemptLimit: z.number().nullable(),
  timeLimitMinutes: z.number().optional(),
  questions: z.array(
    z.object({
      /** Numbers from 1, in the order in which the lessons list the outcomes. */
      outcomes: z.array(z.number().int().min(1)).min(1),
      prompt: z.string(),
      right: z.string(),
      wrong: z.array(z.string()).min(1),
      explanation: z.string(),
    }),
  ),
});
type QuizFile = z.infer<typeof quizFileSchema>;

/** Publishes the course with its quiz and a free, self-paced offering, from wherever an earlier run stopped. */
export async function publishCourse(stage: Stage, course: DemoCourse): Promise<void> {
  const platform = onDay(stage, course.published, `${course.slug} is published`);
  const author = await as(stage, course.author);
  const own = (await find(platform, author, course)) ?? (await begin(platform, author, course));
  if (own.draft && !own.published) await finish(stage, platform, author, course, own.draft);
  const { offerings } = await publicMicrocredential(platform, course.slug);
  if (offerings.length > 0) return;
  const { microcredentialId } = own;
  const free = { ...freeForAll, currency: 'GBP', zone: 'Europe/London' };
  granted(await createOffering(platform, author, { ...free, microcredentialId }));
}

async function find(
  platform: Platform,
  author: SignedIn,
  { slug, author: { organisation } }: DemoCourse,
): Promise<OwnMicrocredential | undefined> {
  const { microcredentials } = await microcredentialsOf(platform, author, { organisationSlug: organisation });
  return microcredentials.find((candidate) => candidate.slug === slug);
}

async function begin(platform: Platform, author: SignedIn, course: DemoCourse): Promise<OwnMicrocredential> {
  const provider = await organisationBySlug(platform, course.author.organisation);
  const { files, folderName } = await courseFolder(folderOf(course));
  granted(await importCourse(platform, author, { organisationId: provider?.id ?? '', files, folderName }));
  const begun = await find(platform, author, course);
  if (!begun) throw new Error(`${course.slug} is no longer what its title comes to.`);
  return begun;
}

async function finish(
  stage: Stage,
  platform: Platform,
  author: SignedIn,
  course: DemoCourse,
  draft: DraftVersion,
): Promise<void> {
  const versionId = draft.id;
  const record = await recordOf(course, platform.clock());
  granted(await saveDraft(platform, author, { versionId, record }));
  const lessons = (await modulesOf(platform, versionId)).flatMap((module) => module.lessons);
  const outcomes = [...new Set(lessons.flatMap((lesson) => lesson.outcomes))];
  await askQuestions(platform, author, { versionId, outcomes, quiz: await quizOf(course) });
  if (course.reviewer) await approve(platform, author, await as(stage, course.reviewer), versionId);
  granted(await publishVersion(platform, author, { versionId }));
}

async function approve(platform: Platform, author: SignedIn, reviewer: SignedIn, versionId: string): Promise<void> {
  const { state } = await approvalPage(platform, author, versionId);
  const asked = { versionId, askedOf: reviewer.personId, note: '' };
  if (state !== 'asked' && state !== 'approved') granted(await askApproval(platform, author, asked));
  if (state === 'approved') return;
  const { hash } = await approvalPage(platform, reviewer, versionId);
  granted(await answerApproval(platform, reviewer, { versionId, answer: 'approved', note: '', readHash: hash }));
}

async function askQuestions(
  platform: Platform,
  author: SignedIn,
  {
    versionId,
    outcomes,
    quiz,
  }: { readonly versionId: string; readonly outcomes: readonly string[]; readonly quiz: QuizFile },
): Promise<void> {
  const { title, instructions, questions, ...settings } = quiz;
  const [existing] = (await assessmentsForAuthor(platform, author, versionId)).assessments;
  const assessmentId =
    existing?.id ?? (await addQuiz(platform, author, { versionId, title, instructions, settings })).assessmentId;
  const asked = new Set(existing?.items.map(({ body }) => body.prompt));
  for (const { outcomes: numbers, prompt, right, wrong, explanation } of questions) {
    if (asked.has(prompt)) continue;
    const options = shuffled([right, ...wrong], prompt).map((text, index) => ({ id: `option-${index + 1}`, text }));
    granted(
      await saveQuestion(platform, author, {
        assessmentId,
        questionVersionId: null,
        kind: 'single-choice',
        body: { prompt, options },
        key: { correct: options.find(({ text }) => text === right)?.id ?? '', explanation },
        outcomes: numbers.map((number) => outcomes[number - 1] ?? ''),
        points: 1,
      }),
    );
  }
}

/** So that neither the place of an option nor its id says whether it is right. */
function shuffled(texts: readonly string[], seed: string): readonly string[] {
  const place = (text: string) => createHash('sha256').update(`${seed}:${text}`).digest('hex');
  return texts.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

function folderOf({ slug }: DemoCourse): string {
  return join(import.meta.dirname, '../courses', slug);
}

async function recordOf(course: DemoCourse, publishedAt: Date): Promise<Readonly<Record<string, unknown>>> {
  const { reviewAfterMonths, ...record } = recordFileSchema.parse(await yamlOf(course, 'record.yaml'));
  const review = new Date(publishedAt);
  review.setUTCMonth(review.getUTCMonth() + reviewAfterMonths, 1);
  return { ...record, reviewOn: review.toISOString().slice(0, 10) };
}

async function quizOf(course: DemoCourse): Promise<QuizFile> {
  return quizFileSchema.parse(await yamlOf(course, 'quiz.yaml'));
}

async function yamlOf(course: DemoCourse, name: string): Promise<unknown> {
  return parse(await readFile(join(folderOf(course), name), 'utf8'));
}
