// Forms and links do everything here; a page of results is sooner there without 50 KB of scripts.
export const csr = false;
