import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import { paraglideOptions, requireSoundCatalogues } from './messages/catalogues.ts';

/** Paraglide only warns of a missing catalogue and ships empty messages; here that ends the build. */
const soundCatalogues: Plugin = {
  name: 'cairn:sound-catalogues',
  buildStart: requireSoundCatalogues,
};

export default defineConfig({
  plugins: [
    soundCatalogues,
    paraglideVitePlugin(paraglideOptions),
    tailwindcss(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      compilerOptions: { runes: true },
      paths: { relative: false },
      // The list of all routes would be 4 KB of every page's script, and grow with each route.
      router: { resolution: 'server' },
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The announcer of page changes, the one element that SvelteKit styles by attribute.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'media-src': ['self', 'blob:'],
          'manifest-src': ['self'],
          'worker-src': ['self'],
          'frame-src': ['self'],
          'base-uri': ['none'],
          'object-src': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      // No other origin may post a form here.
      csrf: { trustedOrigins: [] },
    }),
  ],
});
