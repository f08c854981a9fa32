import type { Json, JsonObject } from '../src/index.ts';

/** A copy of a document in which one thing is different. */
export interface Tampered {
  readonly what: string;
  readonly document: JsonObject;
}

/**
 * Every copy that differs in one place: each value changed, each member and item removed, a member added to each
 * object. Objects and lists are walked to the last leaf.
 */
export function tamperedCopies(document: JsonObject): readonly Tampered[] {
  return changesOf(document).map(([what, changed]) => ({ what, document: changed as JsonObject }));
}

type Change = readonly [string, Json];

function changesOf(value: Json): readonly Change[] {
  if (Array.isArray(value)) return changesOfList(value as readonly Json[]);
  if (typeof value !== 'object' || value === null) return [['changed', otherThan(value)]];
  const object = value as JsonObject;
  const added: Change = ['given a name', { ...object, name: 'Somebody else', description: 'Something else' }];
  const changes = Object.keys(object).flatMap((key): readonly Change[] => {
    const { [key]: member = null, ...others } = object;
    return [
      [`.${key} removed`, others],
      ...changesOf(member).map(([what, changed]): Change => [`.${key} ${what}`, { ...object, [key]: changed }]),
    ];
  });
  return [added, ...changes];
}

function changesOfList(list: readonly Json[]): readonly Change[] {
  return list.flatMap((item, index): readonly Change[] => [
    [`[${index}] removed`, list.toSpliced(index, 1)],
    ...changesOf(item).map(([what, changed]): Change => [`[${index}] ${what}`, list.with(index, changed)]),
  ]);
}

/** Another value of the same kind, so that no schema notices. */
function otherThan(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return 'something';
  const date = /^\d{4}(?=-\d{2}-\d{2}T)/.exec(value);
  return date === null ? `${value}x` : value.replace(date[0], String(Number(date[0]) - 1));
}
