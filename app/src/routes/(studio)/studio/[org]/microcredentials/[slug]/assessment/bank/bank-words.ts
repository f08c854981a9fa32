import { m } from '#messages';
import { difficulties, type Difficulty } from '#domain/assessment/pools.ts';

export function difficultyName(difficulty: Difficulty): string {
  const names: Record<Difficulty, () => string> = {
    easy: m.bank_difficulty_easy,
    medium: m.bank_difficulty_medium,
    hard: m.bank_difficulty_hard,
  };
  return names[difficulty]();
}

export const difficultyChoices = (): readonly { readonly value: string; readonly label: string }[] =>
  difficulties.map((value) => ({ value, label: difficultyName(value) }));

export function difficultyIn(text: string): Difficulty | null {
  return difficulties.find((difficulty) => difficulty === text) ?? null;
}
