import type { Platform } from '#platform/server/platform.ts';
import type { Actor } from '../identity.ts';
import { nameProblem, normalisedName, type NameProblem } from '../person-name.ts';
import { requirePerson } from './permission.ts';
import { updatePerson } from './people.store.ts';

export interface ProfileRefused {
  readonly kind: 'refused';
  readonly because: 'details';
  readonly displayName?: NameProblem;
  readonly legalName?: NameProblem;
}

/** Changes the person's own names. An empty legal name takes it away. */
export async function updateProfile(
  platform: Pick<Platform, 'db' | 'clock'>,
  actor: Actor,
  input: { readonly displayName: string; readonly legalName: string },
): Promise<{ readonly kind: 'done' } | ProfileRefused> {
  const { personId } = requirePerson(actor);
  const names = { display: normalisedName(input.displayName), legal: normalisedName(input.legalName) };
  const displayName = nameProblem(names.display);
  const legalName = names.legal === '' ? undefined : nameProblem(names.legal);
  if (displayName !== undefined || legalName !== undefined) {
    return {
      kind: 'refused',
      because: 'details',
      ...(displayName === undefined ? {} : { displayName }),
      ...(legalName === undefined ? {} : { legalName }),
    };
  }
  const change = { display_name: names.display, legal_name: names.legal === '' ? null : names.legal };
  await updatePerson(platform.db, personId, change, platform.clock());
  return { kind: 'done' };
}
