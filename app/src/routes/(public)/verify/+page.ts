/** Files can be dropped here. */
export const csr = true;
