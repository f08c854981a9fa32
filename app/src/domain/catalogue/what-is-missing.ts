import type { Part, PartName, Teaching } from './catalogue.ts';
import { isStated, problemsOf } from './record-problems.ts';
import { hasAgreed, type Partnership } from './partners.ts';
import {
  draftOutcomes,
  listedElements,
  mandatoryElements,
  pageElements,
  recordSchema,
  type DraftRecord,
  type RecordElement,
} from './record.ts';

/** One thing that stands between a draft and its publication. */
export type Missing =
  | {
      /** Missing: nothing is there yet. Invalid: what is there can't be used. */
      readonly kind: 'element';
      readonly element: RecordElement;
      /** Of the Recommendation's Annex I; null when Cairn asks, not the Recommendation. */
      readonly number: number | null;
      readonly because: 'missing' | 'invalid';
    }
  | {
      readonly kind: 'organisation';
      readonly element: 'awardingBodyId' | 'delivererId' | 'jointAwardingBodyIds';
      /** Not-agreed: it has not agreed to be named so. Twice: the awarding body needs no naming beside itself. */
      readonly because: 'not-agreed' | 'twice';
      readonly organisationId: string;
    }
  | {
      readonly kind: 'part';
      readonly part: PartName;
      readonly because: 'missing' | 'problems';
      readonly problems: readonly string[];
    }
  | {
      readonly kind: 'coverage';
      readonly because: 'uncovered';
      /** Outcomes that no assessment which the award rule requires would show. */
      readonly outcomeIds: readonly string[];
    };

interface ToPublish {
  readonly organisationId: string;
  readonly teaching: Teaching;
  readonly record: DraftRecord;
}

const numbers = new Map<RecordElement, number | null>(
  [
    ...mandatoryElements,
    ...pageElements,
    { element: 'prerequisites', number: 12 } as const,
    { element: 'furtherInformation', number: 16 } as const,
  ].map(({ element, number }) => [element, number]),
);
const needed = new Set<RecordElement>([...mandatoryElements, ...pageElements].map(({ element }) => element));

/** Everything that must be done before the draft can be published, in the order of the record; nothing when ready. */
export function whatIsMissing(
  draft: ToPublish,
  parts: readonly Part[],
  partnerships: readonly Partnership[] = [],
): readonly Missing[] {
  return [
    ...missingElements(draft),
    ...namedWithoutConsent(draft, partnerships),
    ...(draft.teaching === 'taught' ? [...missingParts(parts), ...uncovered(draft.record, parts)] : []),
  ];
}

function missingElements({ record, teaching }: ToPublish): Missing[] {
  const elements = Object.keys(recordSchema.shape) as RecordElement[];
  return elements.flatMap((element): Missing[] => {
    const number = numbers.get(element) ?? null;
    const of = (because: 'missing' | 'invalid'): Missing[] => [{ kind: 'element', element, number, because }];
    if (!isStated(record[element])) {
      return isNeeded(element, teaching) && !saysDoesNotApply(element, record[element]) ? of('missing') : [];
    }
    return problemsOf(element, record[element]).length > 0 ? of('invalid') : [];
  });
}

function isNeeded(element: RecordElement, teaching: Teaching): boolean {
  return needed.has(element) || (teaching === 'listed' && listedElements.some((listed) => listed.element === element));
}

/** Null says so, of elements that allow it: no level applies, no ECTS. */
function saysDoesNotApply(element: RecordElement, value: unknown): boolean {
  return value === null && recordSchema.shape[element].safeParse(null).success;
}

const namedAs = { awardingBodyId: 'awards', delivererId: 'delivers', jointAwardingBodyIds: 'awards-jointly' } as const;

/** Whoever is named beside the provider has agreed to it: credentials are signed with the awarding body's own key. */
export function namedWithoutConsent(
  { record, organisationId: own }: Pick<ToPublish, 'record' | 'organisationId'>,
  agreed: readonly Partnership[],
): Missing[] {
  return (['awardingBodyId', 'delivererId', 'jointAwardingBodyIds'] as const).flatMap((element) =>
    [record[element]].flat().flatMap((organisationId): Missing[] => {
      if (!isStated(organisationId) || typeof organisationId !== 'string') return [];
      if (element === 'jointAwardingBodyIds' && organisationId === record.awardingBodyId) {
        return [{ kind: 'organisation', element, because: 'twice', organisationId }];
      }
      return organisationId === own || hasAgreed(agreed, organisationId, namedAs[element])
        ? []
        : [{ kind: 'organisation', element, because: 'not-agreed', organisationId }];
    }),
  );
}

function missingParts(parts: readonly Part[]): Missing[] {
  return (['content', 'assessment', 'award-rule'] as const).flatMap((name): Missing[] => {
    const part = parts.find((candidate) => candidate.part === name);
    if (part === undefined) return [{ kind: 'part', part: name, because: 'missing', problems: [] }];
    return part.problems.length > 0 ? [{ kind: 'part', part: name, because: 'problems', problems: part.problems }] : [];
  });
}

function uncovered(record: DraftRecord, parts: readonly Part[]): Missing[] {
  const rule = parts.find(({ part }) => part === 'award-rule');
  if (rule === undefined) return [];
  const outcomeIds = draftOutcomes(record)
    .map(({ id }) => id)
    .filter((id) => !rule.coveredOutcomes.includes(id));
  return outcomeIds.length > 0 ? [{ kind: 'coverage', because: 'uncovered', outcomeIds }] : [];
}

/**
 * The draft without the elements that were left blank: parsed, each of those says in its own way that nothing was
 * stated. A draft that lacks nothing parses.
 */
export function statedOnly(record: DraftRecord): Record<string, unknown> {
  const elements = Object.keys(recordSchema.shape) as RecordElement[];
  return Object.fromEntries(
    elements
      .filter((element) => isStated(record[element]) || saysDoesNotApply(element, record[element]))
      .map((element) => [element, record[element]]),
  );
}
