import { seatRefusal } from '#domain/catalogue/catalogue.ts';
import { fieldName } from '#domain/catalogue/fields.ts';
import type { PublicMicrocredential } from '#domain/catalogue/server/api.ts';
import { mayOffer } from '#domain/organisations/organisations.ts';
import { m } from '#messages';
import { minorDigits } from '#ui/money.ts';

const courseModes = { online: 'online', 'on-site': 'onsite', blended: 'blended' } as const;

/** The microcredential as a schema.org Course, for search engines: https://schema.org/Course. */
export function courseJsonLd(
  { microcredential, version, offerings, provider }: PublicMicrocredential,
  { origin, now }: { readonly origin: string; readonly now: Date },
): Readonly<Record<string, unknown>> {
  const { record } = version;
  const url = `${origin}/microcredentials/${microcredential.slug}`;
  const workload = `PT${record.workloadHours}H`;
  const open = offerings.filter((offering) => {
    const refusal = seatRefusal({ offering, ...microcredential, providerMayOffer: mayOffer(provider) }, now);
    return refusal === null || refusal === 'priced';
  });
  return {
    '@context': 'https://schema.org',
    '@type': 'Course',
    '@id': url,
    url,
    name: record.title,
    description: record.summary,
    provider: { '@type': 'Organization', name: provider.name, url: `${origin}/issuers/${provider.slug}` },
    inLanguage: record.language,
    about: fieldName(record.field),
    teaches: record.outcomes.map(({ text }) => text),
    timeRequired: workload,
    ...(record.ects === null
      ? {}
      : { numberOfCredits: { '@type': 'StructuredValue', value: record.ects, unitText: 'ECTS' } }),
    ...(record.level === null
      ? {}
      : { educationalLevel: m.catalogue_level({ framework: record.level.framework, value: record.level.value }) }),
    ...(record.prerequisites === '' ? {} : { coursePrerequisites: record.prerequisites }),
    ...(record.licence === '' ? {} : { license: record.licence }),
    educationalCredentialAwarded: {
      '@type': 'EducationalOccupationalCredential',
      name: record.title,
      credentialCategory: 'Microcredential',
      recognizedBy: { '@type': 'Organization', name: provider.name },
    },
    datePublished: version.publishedAt.toISOString(),
    version: String(version.number),
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: courseModes[record.participation],
      courseWorkload: workload,
    },
    offers: open.map(({ priceMinor, currency }) => ({
      '@type': 'Offer',
      url,
      price: priceMinor / 10 ** minorDigits(currency),
      priceCurrency: currency,
      category: priceMinor === 0 ? 'Free' : 'Paid',
    })),
  };
}
