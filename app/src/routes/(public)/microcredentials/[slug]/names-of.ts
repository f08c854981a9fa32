import type { Organisation } from '#domain/organisations/organisations.ts';
import type { organisationsNamed } from '#domain/catalogue/server/api.ts';

type Named = Awaited<ReturnType<typeof organisationsNamed>>;

export interface NameShown {
  readonly slug: string;
  readonly name: string;
}

/** What the page shows of those who stand behind an award. */
export function namesOf({ awardingBody, jointly, deliverer }: Named) {
  return {
    awardedBy: [awardingBody, ...jointly].map(nameOf),
    /** Undefined where whoever awards it teaches it too. */
    deliverer: deliverer.id === awardingBody.id ? undefined : nameOf(deliverer),
  };
}

function nameOf({ slug, name }: Organisation): NameShown {
  return { slug, name };
}
