import type { Actor } from '#domain/identity/identity.ts';
import { NotFound } from '#domain/identity/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';
import { moduleLimit, titleProblem, type TitleProblem } from '../../lesson-form.ts';
import { moved, type Direction, type Module } from '../../learning.ts';
import { changeContent } from './change-content.ts';
import { deleteModuleRow, findModulesOf, insertModule, placeModules, updateModuleTitle } from './content.store.ts';

export interface ModuleChanged {
  readonly kind: 'changed';
  readonly moduleId: string;
}

export interface ModuleRefused {
  readonly kind: 'refused';
  readonly because: `title-${TitleProblem}` | 'too-many-modules';
}

interface OfVersion {
  readonly versionId: string;
}

/** Adds a module at the end. */
export async function addModule(
  platform: Platform,
  actor: Actor,
  { versionId, title }: OfVersion & { readonly title: string },
): Promise<ModuleChanged | ModuleRefused> {
  return changeContent(platform, actor, versionId, async (trx): Promise<ModuleChanged | ModuleRefused> => {
    const problem = titleProblem(title);
    if (problem !== undefined) return { kind: 'refused', because: `title-${problem}` };
    const modules = await findModulesOf(trx, versionId);
    if (modules.length >= moduleLimit) return { kind: 'refused', because: 'too-many-modules' };
    const id = platform.newId();
    await insertModule(trx, { id, versionId, position: modules.length + 1, title: title.trim() });
    return { kind: 'changed', moduleId: id };
  });
}

export async function renameModule(
  platform: Platform,
  actor: Actor,
  { versionId, moduleId, title }: OfVersion & { readonly moduleId: string; readonly title: string },
): Promise<ModuleChanged | ModuleRefused> {
  return changeContent(platform, actor, versionId, async (trx): Promise<ModuleChanged | ModuleRefused> => {
    known(await findModulesOf(trx, versionId), moduleId);
    const problem = titleProblem(title);
    if (problem !== undefined) return { kind: 'refused', because: `title-${problem}` };
    await updateModuleTitle(trx, moduleId, title.trim());
    return { kind: 'changed', moduleId };
  });
}

export async function moveModule(
  platform: Platform,
  actor: Actor,
  { versionId, moduleId, direction }: OfVersion & { readonly moduleId: string; readonly direction: Direction },
): Promise<ModuleChanged> {
  return changeContent(platform, actor, versionId, async (trx) => {
    const modules = await findModulesOf(trx, versionId);
    known(modules, moduleId);
    await placeModules(
      trx,
      moved(
        modules.map(({ id }) => id),
        moduleId,
        direction,
      ),
    );
    return { kind: 'changed', moduleId };
  });
}

/** Deletes the module with all of its lessons. */
export async function deleteModule(
  platform: Platform,
  actor: Actor,
  { versionId, moduleId }: OfVersion & { readonly moduleId: string },
): Promise<ModuleChanged> {
  return changeContent(
    platform,
    actor,
    versionId,
    async (trx) => {
      const modules = await findModulesOf(trx, versionId);
      known(modules, moduleId);
      await deleteModuleRow(trx, moduleId);
      await placeModules(
        trx,
        modules.map(({ id }) => id).filter((id) => id !== moduleId),
      );
      return { kind: 'changed', moduleId };
    },
    { render: true },
  );
}

function known(modules: readonly Module[], id: string): Module {
  const module = modules.find((candidate) => candidate.id === id);
  if (module === undefined) throw new NotFound('module');
  return module;
}
