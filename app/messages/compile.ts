import { compile } from '@inlang/paraglide-js';
import { paraglideOptions, requireSoundCatalogues } from './catalogues.ts';

requireSoundCatalogues();
await compile({ ...paraglideOptions, outputStructure: 'message-modules' });
