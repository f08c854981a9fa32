/** Passkeys live in the browser. */
export const csr = true;
