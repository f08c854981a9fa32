import { m } from '#messages';
import type { FurtherRoute } from './award-rule.ts';

/** That a version opens a route, and what it asks for, in a sentence. */
export function routeSentence(route: FurtherRoute): string {
  return route === 'assessment-only' ? m.prior_route_words_assessment() : m.prior_route_words_prior();
}
