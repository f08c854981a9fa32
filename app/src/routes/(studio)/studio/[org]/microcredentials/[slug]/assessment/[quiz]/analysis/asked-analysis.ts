import { analyseQuiz } from '#domain/assessment/server/api.ts';

interface Params {
  readonly org: string;
  readonly slug: string;
  readonly quiz: string;
}

/** What the analysis pages and their download show, counted as their address asks. */
export async function askedAnalysis({ platform, actor }: App.Locals, { org, slug, quiz }: Params, url: URL) {
  const everywhere = url.searchParams.get('counted') !== 'version';
  const analysis = await analyseQuiz(platform, actor, { organisationSlug: org, slug, assessmentId: quiz, everywhere });
  const base = `/studio/${org}/microcredentials/${slug}/assessment`;
  return { analysis, everywhere, base, query: everywhere ? '' : '?counted=version' };
}
