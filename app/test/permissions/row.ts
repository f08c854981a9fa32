/** Who calls, in the permission table's world: everyone relates to the organisation `northgate` and its learner. */
export const callers = [
  'visitor',
  'learner', // enrolled, holds the award in question
  'other-learner', // signed in, unrelated
  'owner',
  'author',
  'reviewer',
  'assessor',
  'registrar',
  'owner-elsewhere', // owner of another organisation
  'operator',
] as const;
export type Caller = (typeof callers)[number];

/** The world's ids that a row's path and form may need. */
export interface World {
  readonly organisationSlug: string;
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * One route and one way to call it, with everyone who may. Anyone else must get 401, 403, 404 or be sent to sign in,
 * and nothing may change. Allowed means: none of those four answers.
 */
export interface PermissionRow {
  /** The route's folder as SvelteKit names it, e.g. `/(studio)/studio/[org]/team`. */
  readonly route: string;
  /** `GET`, `POST` and so on for a handler or a page; `?/invite` for a named form action, `?/default` for the only one. */
  readonly call: string;
  readonly allow: readonly Caller[] | 'everyone' | 'signed-in';
  readonly path: (world: World) => string;
  /** Fields to post; well-formed enough that permission is what decides. */
  readonly form?: (world: World) => Readonly<Record<string, string>>;
}
