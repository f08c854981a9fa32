/** The two untyped libraries behind one typed door (processor.d.ts). */
import jsonld from 'jsonld';
import rdfCanonize from 'rdf-canonize';

export const toRdf = jsonld.toRDF;
export const canonize = rdfCanonize.canonize;
