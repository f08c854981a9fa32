import type { ContentInFull } from '#domain/learning/server/api.ts';
import { m } from '#messages';
import type { TextPart } from './text-part.ts';

/** The order of modules and lessons, each lesson, and the files, in words. */
export function contentText(
  { modules, lessons, files }: ContentInFull,
  outcomeTexts: ReadonlyMap<string, string>,
): readonly TextPart[] {
  const whole = { group: 'content', about: 'whole', aboutId: null } as const;
  const order = modules.flatMap((module) => [module.title, ...module.lessons.map(({ title }) => `– ${title}`)]);
  const named = files.map(({ path, sha256 }) => m.approval_text_file({ path, hash: sha256.slice(0, 12) }));
  return [
    ...(order.length === 0
      ? []
      : [{ ...whole, key: 'content/order', title: m.approval_text_order(), text: order.join('\n') }]),
    ...lessons.map(({ id, slug, title, minutes, outcomes, source }) => ({
      key: `content/lesson/${slug}`,
      group: 'content' as const,
      title: m.approval_text_lesson({ title }),
      text: [
        title,
        ...(minutes === 0 ? [] : [m.approval_text_minutes({ count: minutes })]),
        ...outcomes.flatMap((outcome) => {
          const text = outcomeTexts.get(outcome);
          return text === undefined ? [] : [m.approval_text_serves({ outcome: text })];
        }),
        '',
        source.replaceAll('\r\n', '\n'),
      ].join('\n'),
      about: 'lesson' as const,
      aboutId: id,
    })),
    ...(named.length === 0
      ? []
      : [{ ...whole, key: 'content/files', title: m.approval_text_files(), text: named.join('\n') }]),
  ];
}
