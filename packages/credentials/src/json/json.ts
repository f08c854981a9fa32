/** A JSON value, read only. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object, read only. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** JSON-LD lets one value stand for a list of one; `undefined` is the empty list. */
export function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** The types of a node, however many it states. */
export function typesOf(node: JsonObject): readonly string[] {
  return asList(node['type']).filter(isString);
}

/** The members of an object that are set; what is `undefined` leaves no trace in the text. */
export function compact(members: { readonly [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
