// Everything here is to be read, and its one form needs no script: the page is whole as it arrives.
export const csr = false;
