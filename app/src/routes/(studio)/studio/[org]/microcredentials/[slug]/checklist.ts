import { partNames, type Part, type PartName, type Teaching } from '#domain/catalogue/catalogue.ts';
import {
  draftOutcomes,
  listedElements,
  mandatoryElements,
  pageElements,
  type DraftRecord,
  type RecordElement,
} from '#domain/catalogue/record.ts';
import type { Partnership } from '#domain/catalogue/partners.ts';
import { whatIsMissing } from '#domain/catalogue/what-is-missing.ts';

type State = 'done' | 'missing' | 'invalid';

/** What publishing asks for, done and not done, in the order of the record. */
export interface Checklist {
  /** Things that stand in the way; 0 when the draft can be published. */
  readonly open: number;
  readonly elements: readonly {
    readonly element: RecordElement;
    readonly number: number | null;
    readonly state: State;
  }[];
  /** Nothing for what is taught elsewhere. */
  readonly parts: readonly { readonly part: PartName; readonly state: State; readonly problems: number }[];
  /** Words of the outcomes that no required assessment asks for; undefined while there is nothing to compare. */
  readonly uncovered: readonly string[] | undefined;
  /** Whether it names somebody who has not agreed to it. */
  readonly namesAnother: boolean;
}

export function checklistOf(
  draft: { readonly organisationId: string; readonly teaching: Teaching; readonly record: DraftRecord },
  parts: readonly Part[],
  partnerships: readonly Partnership[],
): Checklist {
  const missing = whatIsMissing(draft, parts, partnerships);
  const elementState = new Map(
    missing.flatMap((thing) => (thing.kind === 'element' ? [[thing.element, thing.because] as const] : [])),
  );
  const asked = [...mandatoryElements, ...pageElements, ...(draft.teaching === 'listed' ? listedElements : [])];
  const wrongBeside = missing.flatMap((thing) =>
    thing.kind === 'element' && !asked.some(({ element }) => element === thing.element)
      ? [{ element: thing.element, number: thing.number }]
      : [],
  );
  const partState = new Map(missing.flatMap((thing) => (thing.kind === 'part' ? [[thing.part, thing] as const] : [])));
  const coverage = missing.find((thing) => thing.kind === 'coverage');
  const outcomes = draftOutcomes(draft.record);
  return {
    open: missing.length,
    elements: [...asked, ...wrongBeside].map(({ element, number }) => ({
      element,
      number,
      state: elementState.get(element) ?? 'done',
    })),
    parts:
      draft.teaching === 'listed'
        ? []
        : partNames.map((part) => {
            const found = partState.get(part);
            return {
              part,
              state: found === undefined ? 'done' : found.because === 'missing' ? 'missing' : 'invalid',
              problems: found?.problems.length ?? 0,
            };
          }),
    uncovered:
      draft.teaching === 'listed' || outcomes.length === 0 || !parts.some(({ part }) => part === 'award-rule')
        ? undefined
        : outcomes.filter(({ id }) => coverage?.outcomeIds.includes(id) === true).map(({ text }) => text),
    namesAnother: missing.some((thing) => thing.kind === 'organisation'),
  };
}
