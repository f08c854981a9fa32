import { z } from 'zod';
import { quizSettingsSchema } from '../../assessment.ts';
import { difficulties, mostTags } from '../../pools.ts';
import { criterionSchema, taskSchema } from '../../task.ts';

/** Characters of one file of settings at most. */
export const yamlLimit = 400_000;
/** What names a file: small letters and digits of any script, with single hyphens between. */
export const name = z
  .string()
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u)
  .max(100)
  .refine((typed) => typed === typed.normalize('NFKC').toLowerCase());
const keys = z.array(z.string().max(100)).max(100).default([]);
const points = z.number().int().min(1).max(100);
const difficulty = z.enum(difficulties).nullable().default(null);

export const courseSchema = z.object({
  format: z.string(),
  record: z.record(z.string(), z.unknown()).default({}),
  outcomes: z
    .array(z.object({ key: name, text: z.string().max(4000) }))
    .max(100)
    .default([]),
  modules: z.array(z.object({ title: z.string(), lessons: z.array(z.string()).default([]) })).default([]),
  assessments: z.array(z.string()).max(100).default([]),
});
export const lessonSchema = z.object({ title: z.string(), minutes: z.number().default(0), outcomes: keys });
export const questionSchema = z.object({
  kind: z.string(),
  bank: z.boolean().default(false),
  difficulty,
  tags: z.array(z.string()).max(mostTags).default([]),
  outcomes: keys,
  picture: z.string().max(200).optional(),
  question: z.record(z.string(), z.unknown()),
  key: z.record(z.string(), z.unknown()),
});
export const assessmentSchema = z.object({
  title: z.string().trim().min(1).max(200),
  instructions: z.string().max(20_000).default(''),
  settings: quizSettingsSchema,
  questions: z
    .array(z.object({ question: z.string(), points }))
    .max(500)
    .default([]),
  pools: z
    .array(
      z.object({
        draws: z.number().int().min(1).max(100),
        points,
        outcome: z.string().nullable().default(null),
        difficulty,
        tag: z.string().max(40).nullable().default(null),
      }),
    )
    .max(20)
    .default([]),
  /** The rubric of a task, which asks no questions. */
  task: z
    .object({
      judgeWithinDays: taskSchema.shape.judgeWithinDays,
      criteria: z
        .array(criterionSchema.omit({ id: true }).extend({ outcomes: keys }))
        .min(1)
        .max(12),
    })
    .optional(),
});

/** Where in a file the first thing stands that is wrong. */
export function placeOf(error: z.ZodError): string {
  const [first] = error.issues;
  return first === undefined ? '' : first.path.map(String).join('.');
}
