/** Public pages are read, linked and searched: they need no script, so none is sent. A page that does says so itself. */
export const csr = false;
