import { sessionFieldsSchema, type SessionFields, type TeachingSession } from '#domain/learning/teaching-session.ts';
import { m } from '#messages';
import { instantIn, localIn } from '../zoned-time.ts';

export const sessionFormFields = ['title', 'startsAt', 'endsAt', 'place', 'link', 'required'] as const;

/** Reads the form of a session, its times in the zone of its run. */
export function sessionFrom(
  values: Readonly<Record<string, string>>,
  zone: string,
): SessionFields | { readonly errors: Readonly<Record<string, string>> } {
  const of = (field: string) => (values[field] ?? '').trim();
  const parsed = sessionFieldsSchema.safeParse({
    title: of('title'),
    startsAt: instantIn(of('startsAt'), zone),
    endsAt: instantIn(of('endsAt'), zone),
    place: of('place'),
    link: of('link'),
    required: of('required') !== '',
  });
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  return {
    errors: Object.fromEntries([...fields].map((because) => [because, m.learning_session_problem({ because })])),
  };
}

/** What the form of a session shows of it. */
export function sessionValues(session: TeachingSession, zone: string): Readonly<Record<string, string>> {
  return {
    title: session.title,
    startsAt: localIn(session.startsAt, zone),
    endsAt: localIn(session.endsAt, zone),
    place: session.place,
    link: session.link,
    required: session.required ? 'on' : '',
  };
}
