import { m } from '#messages';

/** The sections of the record's form, in order, by the id of each. */
export const sections = [
  { id: 'basics', title: m.catalogue_section_basics, lead: m.catalogue_section_basics_lead },
  { id: 'outcome-section', title: m.catalogue_section_outcomes, lead: m.catalogue_section_outcomes_lead },
  { id: 'effort', title: m.catalogue_section_effort, lead: m.catalogue_section_effort_lead },
  { id: 'assurance', title: m.catalogue_section_assurance, lead: m.catalogue_section_assurance_lead },
  { id: 'taking-part', title: m.catalogue_section_taking_part, lead: m.catalogue_section_taking_part_lead },
  { id: 'skills-section', title: m.catalogue_section_skills, lead: m.catalogue_section_skills_lead },
  { id: 'care', title: m.catalogue_section_care, lead: m.catalogue_section_care_lead },
  { id: 'award', title: m.catalogue_section_award, lead: m.catalogue_section_award_lead },
] as const;
