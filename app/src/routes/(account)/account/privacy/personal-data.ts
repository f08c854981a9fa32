import type { Platform } from '#platform/server/platform.ts';
import { exportPersonData, type EraseStep } from '#domain/identity/server/api.ts';

/** What one domain keeps of a person. */
export interface PersonalDataPart {
  /** The part's name in the exported file. */
  readonly name: string;
  readonly export: (platform: Platform, personId: string) => Promise<unknown>;
  /** Removes what doesn't fall with the account. */
  readonly erase?: EraseStep;
}

/** Every domain that keeps something of a person has its entry here. */
export const personalData: readonly PersonalDataPart[] = [{ name: 'identity', export: exportPersonData }];
