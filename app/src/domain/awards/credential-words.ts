import type { MicrocredentialRecord } from '#domain/catalogue/record.ts';
import { m } from '#messages';
import type { AwardResults } from './awards.ts';

type Level = NonNullable<MicrocredentialRecord['level']>;

/** Where each framework describes its levels. */
const frameworkPages: Readonly<Record<Level['framework'], string>> = {
  EQF: 'https://europass.europa.eu/en/description-eight-eqf-levels',
  RQF: 'https://www.gov.uk/what-different-qualification-levels-mean',
  SCQF: 'https://scqf.org.uk/about-the-framework/',
  'NFQ-IE': 'https://www.qqi.ie/what-we-do/the-qualifications-system/national-framework-of-qualifications',
  AQF: 'https://www.aqf.edu.au/framework/aqf-levels',
  NZQCF:
    'https://www2.nzqa.govt.nz/qualifications-and-standards/about-new-zealand-qualifications-credentials-framework/',
};

/** How an award was earned, where not by being taught. */
export function routeWords(route: NonNullable<AwardResults['route']>): string {
  return route === 'assessment-only' ? m.prior_criteria_assessment() : m.prior_criteria_prior();
}

/** The level as a credential names it, with the address of its framework's own description. */
export function levelWords(level: Level) {
  return {
    name: m.awards_word_level({ framework: level.framework, value: level.value }),
    code: level.value,
    framework: m.awards_word_level_framework({ value: level.framework }),
    url: frameworkPages[level.framework],
  };
}
