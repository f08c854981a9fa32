/** One's own account is used with passkeys and copies of codes, which need a script. */
export const csr = true;
