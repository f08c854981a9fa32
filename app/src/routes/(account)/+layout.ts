/** Signing in and up are plain forms: no script is sent with them. Pages that need one say so themselves. */
export const csr = false;
