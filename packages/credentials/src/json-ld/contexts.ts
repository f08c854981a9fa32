import credentialsV2 from '../../standards/contexts/credentials-v2.json' with { type: 'json' };
import dataIntegrityV1 from '../../standards/contexts/data-integrity-v1.json' with { type: 'json' };
import dataIntegrityV2 from '../../standards/contexts/data-integrity-v2.json' with { type: 'json' };
import didV1 from '../../standards/contexts/did-v1.json' with { type: 'json' };
import multikeyV1 from '../../standards/contexts/multikey-v1.json' with { type: 'json' };
import openBadges301 from '../../standards/contexts/ob-v3p0-3.0.1.json' with { type: 'json' };
import openBadges302 from '../../standards/contexts/ob-v3p0-3.0.2.json' with { type: 'json' };
import openBadges303 from '../../standards/contexts/ob-v3p0-3.0.3.json' with { type: 'json' };
import openBadgesExtensions from '../../standards/contexts/ob-v3p0-extensions.json' with { type: 'json' };
import openBadges30 from '../../standards/contexts/ob-v3p0.json' with { type: 'json' };
import type { JsonObject } from '../json/json.ts';

/** JSON-LD contexts by URL, to read beside the bundled ones. */
export type Contexts = Readonly<Record<string, JsonObject>>;

export const credentialsContext = 'https://www.w3.org/ns/credentials/v2';
export const openBadgesContext = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
export const openBadgesExtensionsContext = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
export const didContext = 'https://www.w3.org/ns/did/v1';
export const multikeyContext = 'https://w3id.org/security/multikey/v1';

/**
 * Every context that is known, unchanged from its publisher (standards/SOURCES.json). A document that names another
 * is refused: nothing is ever fetched.
 */
export const bundledContexts: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  [credentialsContext, credentialsV2],
  [openBadgesContext, openBadges303],
  [openBadgesExtensionsContext, openBadgesExtensions],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json', openBadges302],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json', openBadges301],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context.json', openBadges30],
  ['https://w3id.org/security/data-integrity/v1', dataIntegrityV1],
  ['https://w3id.org/security/data-integrity/v2', dataIntegrityV2],
  [multikeyContext, multikeyV1],
  [didContext, didV1],
]);
