import { refused, type Labels, type ReadItem } from './qti.ts';
import { readItem, type PictureOf } from './read-item.ts';
import { parseXml } from './xml.ts';

/** A package that was opened: its items, null where one isn't there, and the files beside them. */
export interface Opened {
  readonly items: readonly {
    readonly path: string;
    readonly bytes: Uint8Array | null;
    readonly labels: Labels | null;
  }[];
  readonly fileBeside: (item: string, href: string) => Uint8Array | undefined;
}

/** What became of one item of a package. */
export interface ReadRow {
  readonly path: string;
  readonly labels: Labels | null;
  readonly result: ReadItem;
}

/** Reads every item of a package; `pictureFor` says of a picture's bytes where it is kept, or would be. */
export function readPackage(
  { items, fileBeside }: Opened,
  pictureFor: (bytes: Uint8Array) => ReturnType<PictureOf>,
): readonly ReadRow[] {
  return items.map(({ path, bytes, labels }) => {
    const root = bytes === null ? null : parseXml(bytes);
    if (root === null) return { path, labels, result: refused('file-missing', path) };
    if (typeof root === 'string') return { path, labels, result: refused(root) };
    const result = readItem(root, (href) => {
      const picture = fileBeside(path, href);
      return picture ? pictureFor(picture) : 'picture-missing';
    });
    return { path, labels, result };
  });
}
