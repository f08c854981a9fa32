import * as assessment from '#domain/assessment/server/api.ts';
import * as awards from '#domain/awards/server/api.ts';
import * as catalogue from '#domain/catalogue/server/api.ts';
import * as identity from '#domain/identity/server/api.ts';
import * as learning from '#domain/learning/server/api.ts';
import * as organisations from '#domain/organisations/server/api.ts';
import type { Platform } from '#platform/server/platform.ts';

/** What one domain keeps of a person. */
interface PersonalDataPart {
  /** The part's name in the exported file. */
  readonly name: string;
  readonly export: (platform: Platform, personId: string) => Promise<unknown>;
  /** Removes what doesn't fall with the account. */
  readonly erase?: identity.EraseStep;
}

/** Every domain that keeps something of a person has its entry here. */
export const personalData: readonly PersonalDataPart[] = [
  { name: 'identity', export: identity.exportPersonData },
  { name: 'organisations', export: organisations.exportPersonData, erase: organisations.erasePersonData },
  { name: 'catalogue', export: catalogue.exportPersonData },
  { name: 'learning', export: learning.exportPersonData },
  { name: 'assessment', export: assessment.exportPersonData, erase: assessment.erasePersonData },
  { name: 'awards', export: awards.exportPersonData, erase: awards.erasePersonData },
];
