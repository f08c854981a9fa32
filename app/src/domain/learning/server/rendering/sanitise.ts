import sanitizeHtml, { type Attributes, type IOptions, type Tag } from 'sanitize-html';
import { anchorPrefix } from './headings.ts';
import type { LessonWords } from './lesson-words.ts';
import { mathAttributes, mathAttributesOf, mathElements } from './mathml.ts';
import { resolveLink, resolveMedia, resolvePicture, type LessonSurroundings, type Missing } from './surroundings.ts';

const blocks = [
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'p',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'blockquote',
  'pre',
  'hr',
  'div',
  'figure',
  'figcaption',
  'table',
  'caption',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'th',
  'td',
  'details',
  'summary',
];
const inlines = [
  'a',
  'em',
  'i',
  'strong',
  'b',
  's',
  'del',
  'ins',
  'sub',
  'sup',
  'kbd',
  'code',
  'samp',
  'var',
  'abbr',
  'dfn',
  'cite',
  'q',
  'mark',
  'small',
  'span',
  'br',
  'img',
  'audio',
  'video',
  'track',
];

/** Only what the renderer itself writes; an author's own classes could imitate or cover the page around the lesson. */
const classes = {
  div: [
    'exercise',
    'box',
    'box-objectives',
    'box-questions',
    'box-keypoints',
    'callout',
    'callout-note',
    'callout-attention',
    'table-scroll',
    'math-scroll',
  ],
  p: ['exercise-label', 'box-title'],
  details: ['reveal'],
  figure: ['media', 'media-elsewhere'],
  pre: ['code-output', 'code-error'],
  code: ['short', /^language-[a-z0-9+#-]{1,30}$/],
  ol: ['footnotes'],
  span: ['missing-picture', /^hljs-[a-z_-]{1,30}$/, /^(?:function|class|language|invoke|inherited|constant)_{1,2}$/],
  mtd: ['tml-left', 'tml-right'],
  th: ['align-center', 'align-right'],
  td: ['align-center', 'align-right'],
};

const anchor = new RegExp(`^${anchorPrefix}[\\p{L}\\p{N}-]{1,100}$`, 'u');

/**
 * Lets through a small list of elements and attributes, whatever the author wrote; decides where links and pictures
 * lead. Everything else is dropped; scripts and styles with their content, other elements without it.
 */
export function sanitise(
  html: string,
  surroundings: LessonSurroundings,
  words: LessonWords,
  missing: (found: Missing) => void,
): string {
  const options: IOptions = {
    allowedTags: [...blocks, ...inlines, ...mathElements],
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'xmp',
      'annotation',
      'annotation-xml',
      'mglyph',
      'malignmark',
    ],
    allowedAttributes: {
      '*': ['id'],
      ...mathAttributes,
      a: ['href', 'rel', 'title', 'aria-label'],
      audio: ['src', 'controls', 'preload', 'aria-label'],
      video: ['src', 'controls', 'preload', 'playsinline', 'aria-label'],
      track: ['kind', 'src', 'label', 'default'],
      img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
      ol: ['start'],
      th: ['colspan', 'rowspan', 'scope'],
      td: ['colspan', 'rowspan'],
      abbr: ['title'],
      div: ['role', 'tabindex', 'aria-label'],
      pre: ['tabindex'],
    },
    allowedClasses: classes,
    allowedSchemes: ['https', 'http', 'mailto'],
    allowProtocolRelative: false,
    selfClosing: ['br', 'hr', 'img', 'track'],
    nestingLimit: 60,
    transformTags: {
      h1: 'h2',
      a: (tagName, attribs) => link(tagName, attribs, surroundings, missing),
      img: (_, attribs) => picture(attribs, surroundings, words, missing),
      audio: (_, attribs) => player('audio', attribs, surroundings, words, missing),
      video: (_, attribs) => player('video', attribs, surroundings, words, missing),
      track: (_, attribs) => captions(attribs, surroundings, words, missing),
      div: (tagName, attribs) => ({
        tagName,
        attribs: attribs['role'] === 'note' || attribs['role'] === 'region' ? attribs : without(attribs, 'role'),
      }),
      ...Object.fromEntries(
        mathElements.map((element) => [
          element,
          (tagName: string, attribs: Attributes) => ({ tagName, attribs: mathAttributesOf(attribs) }),
        ]),
      ),
      '*': (tagName, attribs) => ({ tagName, attribs: plainly(attribs) }),
    },
  };
  return sanitizeHtml(html, options);
}

function plainly(attribs: Attributes): Attributes {
  const kept =
    attribs['tabindex'] === undefined || attribs['tabindex'] === '0' ? attribs : without(attribs, 'tabindex');
  return kept['id'] === undefined || anchor.test(kept['id']) ? kept : without(kept, 'id');
}

function without(attribs: Attributes, name: string): Attributes {
  return Object.fromEntries(Object.entries(attribs).filter(([key]) => key !== name));
}

function link(
  tagName: string,
  attribs: Attributes,
  surroundings: LessonSurroundings,
  missing: (found: Missing) => void,
): Tag {
  const href = attribs['href'];
  const rest = without(without(attribs, 'href'), 'rel');
  if (href === undefined) return { tagName: 'span', attribs: {} };
  const target = resolveLink(href, surroundings);
  if (target.kind === 'missing') {
    missing({ kind: 'link', target: href });
    return { tagName: 'span', attribs: {} };
  }
  const rel = target.kind === 'external' ? { rel: 'external noopener noreferrer' } : {};
  return { tagName, attribs: { ...rest, href: target.href, ...rel } };
}

function picture(
  attribs: Attributes,
  surroundings: LessonSurroundings,
  words: LessonWords,
  missing: (found: Missing) => void,
): Tag {
  const alternative = attribs['alt']?.trim() ?? '';
  const source = attribs['src'] ?? '';
  const found = resolvePicture(source, surroundings);
  if (found.kind === 'found') {
    if (alternative === '') missing({ kind: 'alternative-text', target: source });
    const { width, height } = found.picture;
    const size = width === null || height === null ? {} : { width: String(width), height: String(height) };
    return {
      tagName: 'img',
      attribs: { src: found.url, alt: alternative, ...size, loading: 'lazy', decoding: 'async' },
    };
  }
  missing({ kind: 'picture', target: source });
  // Pictures of other hosts are never loaded into the page: that would tell them who is learning what.
  if (found.kind === 'elsewhere') {
    const attributes = { href: found.url, rel: 'external noopener noreferrer' };
    return { tagName: 'a', attribs: attributes, text: alternative || words.pictureElsewhere };
  }
  return { tagName: 'span', attribs: { class: 'missing-picture' }, text: words.pictureMissing(alternative || source) };
}

/** Controls and nothing else: what plays is of this content, and never by itself. */
function player(
  tagName: 'audio' | 'video',
  attribs: Attributes,
  surroundings: LessonSurroundings,
  words: LessonWords,
  missing: (found: Missing) => void,
): Tag {
  const label = attribs['aria-label']?.trim() ?? '';
  const source = attribs['src'] ?? '';
  const src = resolveMedia(source, tagName, surroundings);
  if (src === undefined) {
    missing({ kind: 'media', target: source });
    return { tagName: 'span', attribs: { class: 'missing-picture' }, text: words.mediaMissing(label || source) };
  }
  if (label === '') missing({ kind: 'alternative-text', target: source });
  if (attribs['data-uncaptioned'] !== undefined) missing({ kind: 'captions', target: source });
  const named: Attributes = label === '' ? {} : { 'aria-label': label };
  const inline: Attributes = tagName === 'video' ? { playsinline: '' } : {};
  return { tagName, attribs: { src, controls: '', preload: 'metadata', ...inline, ...named } };
}

function captions(
  attribs: Attributes,
  surroundings: LessonSurroundings,
  words: LessonWords,
  missing: (found: Missing) => void,
): Tag {
  const source = attribs['src'] ?? '';
  const src = resolveMedia(source, 'captions', surroundings);
  if (src !== undefined)
    return { tagName: 'track', attribs: { kind: 'captions', src, label: words.captions, default: '' } };
  missing({ kind: 'media', target: source });
  return { tagName: 'br', attribs: {} };
}
