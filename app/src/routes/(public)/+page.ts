/** A form and links: nothing here needs script, so none is sent. */
export const csr = false;
