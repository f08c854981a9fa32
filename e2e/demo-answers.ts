import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const quiz = z.object({ questions: z.array(z.object({ prompt: z.string(), right: z.string() })) });

/** The right answer to each question of a demo course, by what it asks. */
export function rightAnswers(slug: string): ReadonlyMap<string, string> {
  const file = join(import.meta.dirname, '../app/seed/courses', slug, 'quiz.yaml');
  const { questions } = quiz.parse(parse(readFileSync(file, 'utf8')));
  return new Map(questions.map(({ prompt, right }) => [plain(prompt), plain(right)]));
}

/** The same words whatever the line breaks. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
