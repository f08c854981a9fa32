import { m } from '#messages';
import { profileSchema, slugSchema, type Profile } from '#domain/organisations/server/api.ts';
import { valuesOf } from './form.ts';

const profileFields = ['name', 'kind', 'country', 'website', 'contact_email', 'description', 'colour'] as const;

type Sentences = Readonly<Record<string, Readonly<Record<string, () => string>>>>;

const sentences: Sentences = {
  name: { missing: m.organisations_problem_name_missing, 'too-long': m.organisations_problem_name_too_long },
  kind: { invalid: m.organisations_problem_kind_invalid },
  country: { invalid: m.organisations_problem_country_invalid },
  website: { invalid: m.organisations_problem_website_invalid, 'too-long': m.organisations_problem_website_too_long },
  contact_email: {
    invalid: m.organisations_problem_contact_email_invalid,
    'too-long': m.organisations_problem_contact_email_too_long,
  },
  description: { 'too-long': m.organisations_problem_description_too_long },
  colour: { invalid: m.organisations_problem_colour_invalid },
  slug: { invalid: m.organisations_problem_slug_invalid, 'too-long': m.organisations_problem_slug_too_long },
};

export interface ReadProfile {
  readonly values: Readonly<Record<string, string>>;
  readonly profile: Profile | undefined;
  readonly errors: Readonly<Record<string, string>>;
}

/** Reads the profile's fields; `profile` is there when nothing is wrong with them. */
export function readProfile(form: FormData): ReadProfile {
  const values = valuesOf(form, profileFields);
  const { contact_email: contactEmail = '', website = '', ...others } = values;
  const parsed = profileSchema.safeParse({ ...others, website: website.trim(), contactEmail });
  if (parsed.success) return { values, profile: parsed.data, errors: {} };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path[0] === 'contactEmail' ? 'contact_email' : String(issue.path[0]);
    errors[field] ??= sentenceFor(field, issue.message);
  }
  return { values, profile: undefined, errors };
}

/** An address asked for; undefined when the field was left empty. */
export function readSlug(text: string): { readonly slug?: string; readonly error?: string } {
  if (text.trim() === '') return {};
  const parsed = slugSchema.safeParse(text);
  return parsed.success ? { slug: parsed.data } : { error: sentenceFor('slug', parsed.error.issues[0]?.message ?? '') };
}

/** A union reports by a message of its own, so what is not known counts as invalid. */
function sentenceFor(field: string, problem: string): string {
  const known = sentences[field];
  return (known?.[problem] ?? known?.['invalid'] ?? m.organisations_problem_other)();
}
