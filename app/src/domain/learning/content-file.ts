/** A picture, or the licence, that a version's content carries along. */
export interface ContentFile {
  readonly id: string;
  readonly versionId: string;
  /** Within the content, as lessons refer to it: `fig/tree.svg`. */
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** Where platform.files keeps it; versions that were copied from each other share it. */
  readonly fileKey: string;
  /** In pixels, or the units of an SVG's view box; null where the file doesn't say. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Bytes of one picture at most. */
export const pictureLimit = 5 * 1024 * 1024;
/** Files of one version at most. */
export const fileLimit = 500;
