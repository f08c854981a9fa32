import { z } from 'zod';
import { plainYaml } from '#platform/server/plain-yaml.ts';

/** Characters of front matter, or of a course's settings, at most. */
const yamlLimit = 40_000;

const words = z.union([z.string(), z.number()]).transform(String);
const list = z.union([z.array(words), words.transform((one) => [one])]).catch([]);
const minutes = z.coerce.number().int().min(0).max(6000).optional().catch(undefined);

const lessonSchema = z.object({
  title: words.optional().catch(undefined),
  module: words.optional().catch(undefined),
  teaching: minutes,
  exercises: minutes,
  questions: list.default([]),
  objectives: list.default([]),
  keypoints: list.default([]),
});

/** What a lesson says about itself before its text begins. Lists are empty and minutes undefined where it says nothing. */
export type FrontMatter = z.infer<typeof lessonSchema>;

const courseSchema = z.object({
  title: words.optional().catch(undefined),
  /** File names in the order of teaching. */
  episodes: list.default([]),
});
export type CourseSettings = z.infer<typeof courseSchema>;

export interface SplitLesson {
  readonly frontMatter: FrontMatter;
  readonly body: string;
  /** Front matter stands there and can't be used: it is not YAML, not a mapping, too long or refers to itself. */
  readonly isBroken: boolean;
}

/** Divides a Markdown file into its front matter, between two lines of `---`, and the text after it. */
export function splitFrontMatter(source: string): SplitLesson {
  const match = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(source);
  if (match === null) return { frontMatter: lessonSchema.parse({}), body: source, isBroken: false };
  const parsed = lessonSchema.safeParse(plainYaml(match[1] ?? '', yamlLimit));
  return {
    frontMatter: parsed.success ? parsed.data : lessonSchema.parse({}),
    body: source.slice(match[0].length),
    isBroken: !parsed.success,
  };
}

/** Undefined when the text is no usable settings file. */
export function courseSettings(text: string): CourseSettings | undefined {
  const parsed = courseSchema.safeParse(plainYaml(text, yamlLimit));
  return parsed.success ? parsed.data : undefined;
}
