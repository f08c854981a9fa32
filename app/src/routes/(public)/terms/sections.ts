import { m } from '#messages';

/** One heading and its paragraphs. */
export interface Section {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** The text of the version in force (policies.ts): whoever changes its meaning adds a version there. */
export function termsSections(): readonly Section[] {
  return [
    { title: m.legal_terms_who_title(), paragraphs: [m.legal_terms_who_1()] },
    { title: m.legal_terms_account_title(), paragraphs: [m.legal_terms_account_1(), m.legal_terms_account_2()] },
    { title: m.legal_terms_learning_title(), paragraphs: [m.legal_terms_learning_1(), m.legal_terms_learning_2()] },
    { title: m.legal_terms_awards_title(), paragraphs: [m.legal_terms_awards_1(), m.legal_terms_awards_2()] },
    { title: m.legal_terms_providers_title(), paragraphs: [m.legal_terms_providers_1()] },
    { title: m.legal_terms_fair_title(), paragraphs: [m.legal_terms_fair_1()] },
    { title: m.legal_terms_changes_title(), paragraphs: [m.legal_terms_changes_1()] },
    { title: m.legal_terms_law_title(), paragraphs: [m.legal_terms_law_1()] },
  ];
}

export function privacySections(): readonly Section[] {
  return [
    { title: m.legal_privacy_short_title(), paragraphs: [m.legal_privacy_short_1()] },
    { title: m.legal_privacy_who_title(), paragraphs: [m.legal_privacy_who_1()] },
    {
      title: m.legal_privacy_what_title(),
      paragraphs: [
        m.legal_privacy_what_1(),
        m.legal_privacy_what_2(),
        m.legal_privacy_what_3(),
        m.legal_privacy_what_4(),
        m.legal_privacy_what_5(),
        m.legal_privacy_what_6(),
      ],
    },
    { title: m.legal_privacy_shown_title(), paragraphs: [m.legal_privacy_shown_1()] },
    { title: m.legal_privacy_cookies_title(), paragraphs: [m.legal_privacy_cookies_1()] },
    { title: m.legal_privacy_time_title(), paragraphs: [m.legal_privacy_time_1()] },
    { title: m.legal_privacy_rights_title(), paragraphs: [m.legal_privacy_rights_1()] },
  ];
}
