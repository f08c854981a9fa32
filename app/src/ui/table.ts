/** One column of a DataTable. */
export interface Column {
  id: string;
  label: string;
  /** Figures stand at the end of the line, in columns of equal width. */
  numeric?: boolean | undefined;
}
