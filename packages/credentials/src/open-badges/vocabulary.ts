/**
 * Words for what Open Badges has no property for. They stand in places that Open Badges leaves open (`ext:` target
 * types of alignments and `ext:` result types), so that its own contexts and schema define every term.
 */
export const targetTypes = {
  outcome: 'ext:LearningOutcome',
  level: 'ext:QualificationLevel',
  assessmentType: 'ext:AssessmentType',
  participation: 'ext:ParticipationForm',
  qualityAssurance: 'ext:QualityAssuranceType',
  supervision: 'ext:SupervisionAndIdentityVerification',
  stackability: 'ext:Stackability',
} as const;

export const workloadResultType = 'ext:WorkloadHours';

/** The list that elements 1-16 stand in. */
export const recommendation = {
  name: 'Council Recommendation 2022/C 243/02, Annex I',
  url: 'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32022H0627(02)',
} as const;

export const achievementSchema =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';
export const endorsementSchema =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json';
export const profileSchema = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_profile_schema.json';
