import type { ContentKind } from '#domain/learning/content-kind.ts';

/** The Markdown that shows a file which was just added, ready to be copied. */
export function howToShow({ path, kind }: { readonly path: string; readonly kind: ContentKind }): string {
  switch (kind) {
    case 'picture':
      return `![What it shows](${path})`;
    case 'attachment':
      return `[What it is](${path})`;
    case 'captions':
      return `::: video\n![What it shows](${path.replace(/vtt$/, 'mp4')}){captions='${path}'}\n:::`;
    case 'audio':
    case 'video':
      return `::: ${kind}\n![What it is about](${path})\n\nWrite here what is said.\n:::`;
  }
}
