import type { Module } from './learning.ts';

/** Which lessons stand in which module, in order, by id. */
export type OutlineOrder = readonly { readonly id: string; readonly lessons: readonly string[] }[];

export function orderOf(modules: readonly Module[]): OutlineOrder {
  return modules.map(({ id, lessons }) => ({ id, lessons: lessons.map((lesson) => lesson.id) }));
}

/** The ids with one of them before another, or at the end. */
export function placedBefore(ids: readonly string[], id: string, before: string | null): readonly string[] {
  const others = ids.filter((one) => one !== id);
  const at = before === null ? -1 : others.indexOf(before);
  return at === -1 ? [...others, id] : [...others.slice(0, at), id, ...others.slice(at)];
}

/** The order with a lesson moved into a module, before another one or at its end. */
export function withLessonIn(
  order: OutlineOrder,
  lesson: string,
  { module, before }: { readonly module: string; readonly before: string | null },
): OutlineOrder {
  return order.map(({ id, lessons }) => ({
    id,
    lessons: id === module ? placedBefore(lessons, lesson, before) : lessons.filter((one) => one !== lesson),
  }));
}

/** Whether two orders hold the same modules and the same lessons, each once, wherever they stand. */
export function holdTheSame(one: OutlineOrder, other: OutlineOrder): boolean {
  const modules = (order: OutlineOrder) => order.map(({ id }) => id);
  const lessons = (order: OutlineOrder) => order.flatMap((module) => module.lessons);
  return isPermutation(modules(one), modules(other)) && isPermutation(lessons(one), lessons(other));
}

export function isPermutation(some: readonly string[], others: readonly string[]): boolean {
  const wanted = new Set(others);
  return some.length === others.length && new Set(some).size === some.length && some.every((one) => wanted.has(one));
}
