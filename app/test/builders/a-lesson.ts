import { addLesson, addModule, modulesOf, saveLesson } from '../../src/domain/learning/server/api.ts';
import type { Actor } from '../../src/domain/identity/identity.ts';
import type { Platform } from '../../src/platform/server/platform.ts';

const system: Actor = { kind: 'system' };

export interface LessonToBuild {
  readonly versionId: string;
  readonly title?: string;
  /** Markdown. */
  readonly source?: string;
  readonly minutes?: number;
  readonly outcomes?: readonly string[];
  /** The title of the module that it goes to the end of; made when there is none. */
  readonly module?: string;
}

/** A lesson of a draft, written as an author would. Answers its slug. */
export async function aLesson(platform: Platform, build: LessonToBuild): Promise<string> {
  const {
    versionId,
    title = 'Look, listen, link',
    source = 'Check that the place is safe.',
    minutes = 12,
    outcomes = [],
  } = build;
  const moduleId = await moduleNamed(platform, versionId, build.module ?? 'First steps');
  const added = await addLesson(platform, system, { versionId, moduleId, title });
  if (added.kind === 'refused') throw new Error(`no lesson: ${added.because}`);
  const saved = await saveLesson(platform, system, {
    versionId,
    slug: added.slug,
    lesson: { title, source, minutes, outcomes },
  });
  if (saved.kind === 'refused') throw new Error(`lesson not saved: ${saved.because}`);
  return added.slug;
}

async function moduleNamed(platform: Platform, versionId: string, title: string): Promise<string> {
  const existing = (await modulesOf(platform, versionId)).find((module) => module.title === title);
  if (existing !== undefined) return existing.id;
  const added = await addModule(platform, system, { versionId, title });
  if (added.kind === 'refused') throw new Error(`no module: ${added.because}`);
  return added.moduleId;
}
