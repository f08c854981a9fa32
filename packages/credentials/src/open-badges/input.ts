import type { StatusEntry } from '../status-list/credential.ts';

/** An organisation as a credential names it (Open Badges 3.0 Profile). */
export interface OrganisationInput {
  /** A URI; for the issuer its did. */
  readonly id: string;
  readonly name: string;
  readonly url?: string;
  readonly description?: string;
  readonly email?: string;
  readonly image?: ImageInput;
  /** ISO 3166-1 alpha-2, such as `NL`. EU element 3: country or region of the issuer. */
  readonly countryCode?: string;
  readonly region?: string;
}

export interface ImageInput {
  /** URL, or a `data:` URL. */
  readonly id: string;
  readonly caption?: string;
}

/** An entry of a framework, or of a controlled vocabulary. */
export interface ConceptInput {
  /** What people read, in the credential's language. */
  readonly name: string;
  /** Its address. For the EU elements the Recommendation's own address is the default. */
  readonly url?: string;
  readonly code?: string;
  readonly description?: string;
}

/** A skill, standard or other thing that the achievement is aligned to. */
export interface AlignmentInput extends ConceptInput {
  readonly url: string;
  readonly framework?: string;
  /** One of Open Badges' target types, or `ext:…`. */
  readonly type?: string;
}

/** What the learner can do afterwards. EU element 6. */
export interface OutcomeInput {
  /** Its URL, the same in every version. */
  readonly id: string;
  /** "Explain how tides are predicted". */
  readonly text: string;
}

/** EU elements 9, 10, 11 and 13, 15: how far the award may be relied on. */
export interface AssuranceInput {
  /** 9: type of assessment. */
  readonly assessmentTypes: readonly ConceptInput[];
  /** 10: form of participation: online, on site, blended. */
  readonly participation: ConceptInput;
  /** 11: type of quality assurance. */
  readonly qualityAssurance: readonly ConceptInput[];
  /** 13: supervision and identity verification during assessment. */
  readonly supervision?: ConceptInput;
  /** 15: stand-alone, integrated or stackable. */
  readonly stackability?: ConceptInput;
}

export interface AchievementInput {
  /** URL of the microcredential, or of its version. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** What had to be done, in Markdown. */
  readonly criteria: { readonly narrative: string; readonly url?: string };
  /** Who defined it, when that is not the issuer. */
  readonly creator?: OrganisationInput;
  readonly image?: ImageInput;
  readonly tags?: readonly string[];
  /** BCP 47, as far as Open Badges allows: `en`, `nl-BE`. */
  readonly language?: string;
  readonly version?: string;
  readonly fieldOfStudy?: string;
  readonly humanCode?: string;
  /** Notional workload in hours. EU element 7. */
  readonly workloadHours?: number;
  /** EU element 7, where it applies. */
  readonly ects?: number;
  /** EU element 8: levels by framework; `framework` names it, such as "European Qualifications Framework". */
  readonly levels?: readonly (ConceptInput & { readonly framework: string; readonly url: string })[];
  readonly outcomes: readonly OutcomeInput[];
  readonly skills?: readonly AlignmentInput[];
  readonly assurance: AssuranceInput;
}

/** A grade or score. EU element 14. */
export interface ResultInput {
  /** URL of what is graded: the award as a whole or one assessment. */
  readonly id: string;
  /** "Final grade". */
  readonly name: string;
  readonly type:
    'LetterGrade' | 'Percent' | 'PerformanceLevel' | 'RawScore' | 'Result' | 'RubricScore' | 'ScaledScore' | 'Status';
  /** As people read it: `8.5`, `B+`, `92`. */
  readonly value: string;
  readonly minimum?: string;
  readonly maximum?: string;
  /** What was needed to pass. */
  readonly required?: string;
}

/** The learner, EU element 1: by the form of identifier that they chose. */
export interface SubjectInput {
  /** Their did, when they gave one. */
  readonly did?: string;
  /** Their name, in any script. */
  readonly name?: string;
  /** Their e-mail address is hashed with the salt, never written. */
  readonly email?: { readonly address: string; readonly salt: string };
}

export interface EvidenceInput {
  readonly id?: string;
  readonly name?: string;
  readonly narrative?: string;
  readonly description?: string;
  readonly genre?: string;
}

/** All that an award's credential states. Dates are kept to the second. */
export interface AchievementCredentialInput {
  /** URL of the credential. */
  readonly id: string;
  /** The awarding body; its `id` is the did whose key signs. EU elements 3 and 4. */
  readonly issuer: OrganisationInput;
  /** Who taught or assessed, when that is another. */
  readonly deliverer?: OrganisationInput;
  readonly subject: SubjectInput;
  readonly achievement: AchievementInput;
  readonly results?: readonly ResultInput[];
  readonly evidence?: readonly EvidenceInput[];
  /** EU element 5: date of issuing; `validFrom` unless it differs. */
  readonly awardedAt?: Date;
  readonly validFrom: Date;
  readonly validUntil?: Date;
  /** When the learning took place. */
  readonly activity?: { readonly start?: Date; readonly end?: Date };
  /** At most one entry for each purpose. */
  readonly status?: readonly StatusEntry[];
}
