import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderLesson } from './render-lesson.ts';
import type { LessonSurroundings } from './surroundings.ts';

const surroundings: LessonSurroundings = {
  pictures: new Map([['fig/tree.svg', { sha256: 'a1', width: 640, height: 480 }]]),
  files: new Map([
    ['media/talk.mp3', { sha256: 'b2', mediaType: 'audio/mpeg', bytes: 2_000_000 }],
    ['media/bowl.mp4', { sha256: 'c3', mediaType: 'video/mp4', bytes: 9_000_000 }],
    ['media/bowl.vtt', { sha256: 'd4', mediaType: 'text/vtt', bytes: 900 }],
    ['files/table.csv', { sha256: 'e5', mediaType: 'text/csv', bytes: 12_345 }],
  ]),
  pictureUrl: (path) => `/learning/files/version/${path}`,
  lessonSlugs: new Set(['02-filedir']),
};
const render = (source: string) => renderLesson(source, surroundings);
const html = (source: string) => render(source).html.replaceAll(/\s+/g, ' ').trim();

test('the first heading is a second-level one and none skips a level, whatever the author began with', () => {
  const levels = [...html('### A\n##### B\n### C\n# D\n## E').matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
  expect(levels).toEqual([2, 3, 2, 2, 3]);
});

test('headings of the same words have anchors of their own, and links within the lesson lead to them', () => {
  expect(html('## See `ls`\n## See ls\n[there](#see-ls)')).toBe(
    '<h2 id="part-see-ls">See <code class="short">ls</code></h2> <h2 id="part-see-ls-2">See ls</h2> <p><a href="#part-see-ls">there</a></p>',
  );
});

test('a challenge becomes an exercise whose solution opens without a script', () => {
  const source = '::: challenge\n\n## What now?\n\nThink.\n\n:::: solution\n\n## Solution\n\nThis.\n\n::::\n\n:::::';
  expect(html(source)).toBe(
    '<div class="exercise"> <p class="exercise-label">Think first, then open</p> <p class="box-title" id="part-what-now">What now?</p> ' +
      '<p>Think.</p> <details class="reveal"> <summary>Show the solution</summary> <p>This.</p> </details> </div>',
  );
});

test('a solution with a title of its own shows that title', () => {
  expect(html('::: solution\n## Solution to part 2\nThis.\n:::')).toContain(
    '<summary id="part-solution-to-part-2">Solution to part 2</summary>',
  );
});

test('callouts, objectives and key points get their frames; an unknown box keeps its content without one', () => {
  expect(html('::: callout\n## Slashes\nTwo meanings.\n:::')).toBe(
    '<div class="callout callout-note" role="note"> <p class="box-title" id="part-slashes">Slashes</p> <p>Two meanings.</p> </div>',
  );
  expect(html('::: keypoints\n- One\n:::')).toContain(
    '<div class="box box-keypoints"> <p class="box-title">Key points</p>',
  );
  expect(html('::: mystery\nKept.\n:::')).toBe('<p>Kept.</p>');
});

test('notes to the instructor never reach the learner', () => {
  expect(html('Before.\n\n::: instructor\nThe answer is 42.\n:::\n\nAfter.')).toBe('<p>Before.</p> <p>After.</p>');
});

test('colons within a code block open and close nothing', () => {
  expect(html('::: callout\n```\n:::\n```\nStill inside.\n:::\nOutside.')).toMatch(
    /Still inside\.<\/p> <\/div> <p>Outside\.<\/p>$/,
  );
});

test('a box that is never closed ends with the text', () => {
  expect(html('::: callout\nInside.')).toBe('<div class="callout callout-note" role="note"> <p>Inside.</p> </div>');
});

test('a picture of the content has its words, its size and its address; braces after it are read for the words', () => {
  expect(html("![](fig/tree.svg){alt='A tree with \\_roots'}")).toBe(
    '<p><img src="/learning/files/version/fig/tree.svg" alt="A tree with _roots" width="640" height="480" loading="lazy" decoding="async" /></p>',
  );
  expect(render('![](../fig/tree.svg)').missing).toEqual([{ kind: 'alternative-text', target: '../fig/tree.svg' }]);
});

test('a picture that is not there is named instead, and one of another site is linked, never loaded', () => {
  expect(render('![A cat](fig/cat.png)')).toEqual({
    html: '<p><span class="missing-picture">Picture missing: A cat</span></p>\n',
    missing: [{ kind: 'picture', target: 'fig/cat.png' }],
  });
  expect(html('![A cat](https://elsewhere.example/cat.png)')).toBe(
    '<p><a href="https://elsewhere.example/cat.png" rel="external noopener noreferrer">A cat</a></p>',
  );
});

test('links to lessons work with and without .md; others of the folder are named as missing and lose their address', () => {
  expect(html('[x](02-filedir.md#the-end)')).toBe('<p><a href="02-filedir#part-the-end">x</a></p>');
  expect(render('[setup](../learners/setup.md)')).toEqual({
    html: '<p><span>setup</span></p>\n',
    missing: [{ kind: 'link', target: '../learners/setup.md' }],
  });
});

test('a table scrolls within a region that the keyboard reaches, and keeps its alignment without styles', () => {
  const table = html('| a | b |\n|---|--:|\n| 1 | 2 |');
  expect(table).toContain('<div class="table-scroll" role="region" tabindex="0" aria-label="Table">');
  expect(table).toContain('<td class="align-right">2</td>');
  expect(table).not.toContain('style');
});

test('what a command prints is told apart from what is typed, and only wide code takes the focus', () => {
  expect(html('```shell\n$ ls\n```')).toBe('<pre><code class="language-shell">$ ls </code></pre>');
  expect(html(`\`\`\`output\n${'x'.repeat(40)}\n\`\`\``)).toContain('<pre class="code-output" tabindex="0">');
});

test('code in a known language has its parts named by classes, and its markup stays text', () => {
  expect(html('```python\n# <b>\nreturn 1\n```')).toBe(
    '<pre><code class="language-python"><span class="hljs-comment"># &lt;b&gt;</span> <span class="hljs-keyword">return</span> <span class="hljs-number">1</span> </code></pre>',
  );
  expect(html('```klingon\nreturn 1\n```')).toBe('<pre><code class="language-klingon">return 1 </code></pre>');
});

test('a formula within text becomes MathML; prices, shell variables and what is no TeX stay as they are', () => {
  expect(html('So $a^2$ it is.')).toMatch(/^<p>So <math><msup><mi>a<\/mi><mn>2<\/mn><\/msup><\/math> it is\.<\/p>$/);
  for (const text of ['From $5 to $10.', '$HOME and $PATH', 'Costs 5$ or 6$.', '$\\nosuchcommand$', '\\$a$']) {
    expect(html(text), text).not.toContain('<math');
    expect(html(text), text).toBe(`<p>${text === '\\$a$' ? '$a$' : text}</p>`);
  }
});

test('a formula of its own lines scrolls within a region that the keyboard reaches', () => {
  expect(html('Text\n$$\n\\frac{a}{b}\n$$\nmore')).toBe(
    '<p>Text</p> <div class="math-scroll" role="region" tabindex="0" aria-label="Formula">' +
      '<math display="block"><mfrac><mi>a</mi><mi>b</mi></mfrac></math></div> <p>more</p>',
  );
  expect(html('$$\\href{javascript:alert(1)}{x}$$')).toBe(
    '<pre><code>$$ \\href{javascript:alert(1)}{x} $$</code></pre>',
  );
});

test('footnotes stand at the end, in order, and lead there and back', () => {
  expect(html('One.[^b] Two.[^b]\n\n[^b]: Said *here*.')).toBe(
    '<p>One.<sup><a id="part-footnote-1-place" aria-label="Footnote 1" href="#part-footnote-1">[1]</a></sup> ' +
      'Two.<sup><a id="part-footnote-1-place-2" aria-label="Footnote 1" href="#part-footnote-1">[1]</a></sup></p> <hr /> ' +
      '<ol class="footnotes"> <li id="part-footnote-1"><p>Said <em>here</em>. <a href="#part-footnote-1-place">Back to the text</a> ' +
      '<a href="#part-footnote-1-place-2">Back to the text</a></p> </li> </ol>',
  );
});

test('a content note comes before the text that it warns of', () => {
  expect(html('Text.\n\n::: content-note\nAn accident.\n:::')).toBe(
    '<div class="callout callout-attention" role="note"> <p class="box-title">Before you read</p> <p>An accident.</p> </div> <p>Text.</p>',
  );
});

test('MathML of an author keeps its formula and loses links, styles, other languages and distances that leave its place', () => {
  expect(
    html(
      '<math href="javascript:x" style="x"><semantics><mi mathvariant="normal" onclick="x">a</mi><annotation-xml encoding="text/html"><img src=x onerror=1></annotation-xml></semantics><mspace width="-50em" height="99999em" lspace="1em"></mspace><maction actiontype="statusline"><mn>1</mn></maction></math>',
    ),
  ).toBe('<p><math><mi mathvariant="normal">a</mi><mspace lspace="1em"></mspace><mn>1</mn></math></p>');
});

test('an author can neither use the classes nor the ids of the page around', () => {
  expect(
    html('<div class="fixed inset-0 callout" id="main" style="position:fixed"><p id="part-x" tabindex="5">x</p></div>'),
  ).toBe('<div class="callout"><p id="part-x">x</p></div>');
});

// The output is taken apart by a strict reading of its own: nothing but these elements and attributes may be in it.
const element = /<\/?([a-z][a-z0-9]*)((?:\s[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/g;
const elements = new Set(
  (
    'h2 h3 h4 h5 h6 p ul ol li dl dt dd blockquote pre hr div figure figcaption table caption thead tbody tfoot tr th td details summary ' +
    'a em i strong b s del ins sub sup kbd code samp var abbr dfn cite q mark small span br img ' +
    'math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mstyle mpadded mphantom'
  ).split(' '),
);
const attributes = new Set(
  (
    'id class href rel title src alt width height loading decoding start colspan rowspan scope role tabindex aria-label ' +
    'display mathvariant form fence separator stretchy symmetric largeop movablelimits accent accentunder displaystyle ' +
    'scriptlevel linethickness lspace rspace depth minsize maxsize'
  ).split(' '),
);

function breaches(output: string): string[] {
  const found: string[] = [];
  const rest = output.replaceAll(element, (_, name: string, inside: string) => {
    if (!elements.has(name)) found.push(`<${name}>`);
    for (const [, attribute = '', value = ''] of inside.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/g)) {
      if (!attributes.has(attribute)) found.push(attribute);
      if (attribute === 'href' && !/^(https?:\/\/|mailto:|#part-|02-filedir(#part-|$))/i.test(value))
        found.push(`href ${value}`);
      if (attribute === 'src' && !value.startsWith('/learning/files/version/')) found.push(`src ${value}`);
    }
    return '';
  });
  return rest.includes('<') ? [...found, `left: ${rest.slice(rest.indexOf('<'), rest.indexOf('<') + 80)}`] : found;
}

const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '<ScRiPt src=//x>',
  '</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="fig/tree.svg" onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg onload=alert(1)>',
  '<math><mtext></mtext><mglyph><style>',
  '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>',
  '<math><mi//xlink:href="javascript:alert(1)">',
  '<math href="javascript:alert(1)"><mtext><table><mglyph><style><!--</style><img title="--&gt;<img src=x onerror=1>">',
  '<maction actiontype="statusline#http://evil.example">',
  '<mtext><malignmark><xmp></math>',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\text{<img src=x onerror=1>}$',
  '$$\\includegraphics{x}$$\n',
  '$\\color{red;position:fixed}x$',
  '$x$',
  '[^1]',
  '\n[^1]: <script>x</script>\n',
  '^[<img src=x onerror=1>]',
  '```js\n"</code><script>"\n```\n',
  '::: content-note\n',
  '<style>*{}</style>',
  '<iframe srcdoc="<script>1</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href=" \u0001javascript:alert(1)">',
  '<a href="//evil.example">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html,<script>1</script>)',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,AAAA)',
  '<https://a.example/"onmouseover=alert(1)>',
  '<div style="position:fixed;inset:0">',
  '<p onclick="alert(1)">',
  '<form action=/x><input name=y>',
  '<object data=x>',
  '<embed src=x>',
  '<base href=//evil.example>',
  '<meta http-equiv=refresh content=0>',
  '<link rel=stylesheet href=x>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<noscript><p title="</noscript><img src=x onerror=1>">',
  '<details open ontoggle=alert(1)>',
  '<textarea>',
  '<title>',
  '<template>',
  '<xmp>',
  '<plaintext>',
  '&lt;script&gt;',
  '"><script>',
  "'><img src=x onerror=1>",
  '\u0000',
  '<a id=x name=y class="z">',
  '```html\n<script>1</script>\n```',
  '`<script>`',
  '::: challenge\n',
  ':::\n',
  '::: solution\n',
  '# <img src=x onerror=1>\n',
  "![](fig/tree.svg){alt='\"><script>'}",
  '| <script> | b |\n|--|--|\n| <img onerror=1> | x |\n',
);
const piece = fc.oneof(
  { weight: 3, arbitrary: hostile },
  fc.constantFrom('\n', '\n\n', '> ', '- ', '    ', '*', '_', '<', '>', '"', "'"),
  fc.string({ maxLength: 12 }),
);

test('nothing that runs, styles or loads from elsewhere survives, however it is put together', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      expect(breaches(render(pieces.join('')).html)).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test('the check above finds what it is there to find', () => {
  expect(breaches('<script>x</script><p onclick="x">')).toEqual(['<script>', '<script>', 'onclick']);
  expect(breaches('<a href="javascript:x">')).toEqual(['href javascript:x']);
  expect(breaches('<img src=x>')).toHaveLength(1);
});

test('rendering what was written to be slow stays quick', () => {
  const slow = [
    '::: a\n'.repeat(30_000),
    '> '.repeat(50_000),
    '['.repeat(100_000),
    '<div>'.repeat(40_000),
    '![](x){'.repeat(25_000),
    '*a **b '.repeat(25_000),
    '$a'.repeat(50_000),
    '$a$ '.repeat(20_000),
    '$$\na\n'.repeat(20_000),
    '[^1]'.repeat(20_000) + '\n\n[^1]: x',
    '^['.repeat(30_000),
    '```python\n"\n```\n'.repeat(5000),
  ];
  for (const source of slow) {
    const from = performance.now();
    render(source);
    expect(performance.now() - from, source.slice(0, 20)).toBeLessThan(10_000);
  }
}, 60_000);

test('a recording becomes a player with its words, its captions and its transcript, which opens without a script', () => {
  const source = "::: video\n![How to hold it](media/bowl.mp4){captions='media/bowl.vtt'}\n\nUse both hands.\n:::";
  expect(html(source)).toBe(
    '<figure class="media"> <figcaption>How to hold it</figcaption> ' +
      '<p><video src="/learning/files/version/media/bowl.mp4" controls preload="metadata" playsinline aria-label="How to hold it">' +
      '<track kind="captions" src="/learning/files/version/media/bowl.vtt" label="Captions" default /></video></p> ' +
      '<details class="reveal"> <summary>Transcript</summary> <p>Use both hands.</p> </details> </figure>',
  );
  expect(render(source).missing).toEqual([]);
  expect(html('![A talk](media/talk.mp3)')).toBe(
    '<p><audio src="/learning/files/version/media/talk.mp3" controls preload="metadata" aria-label="A talk"></audio></p>',
  );
});

test('a video without captions, and a recording that is missing or nameless, are told to the author', () => {
  expect(render('![x](media/bowl.mp4) ![y](media/none.mp3) ![](media/talk.mp3)').missing).toEqual([
    { kind: 'captions', target: 'media/bowl.mp4' },
    { kind: 'media', target: 'media/none.mp3' },
    { kind: 'alternative-text', target: 'media/talk.mp3' },
  ]);
});

test('a recording of another site is never loaded, nor does any play by itself', () => {
  const raw =
    '<video src="https://tracker.example/a.mp4" autoplay onplay="x()"></video><audio src="media/talk.mp3" autoplay></audio>';
  expect(html(raw)).not.toMatch(/src="https|autoplay|onplay/);
});

test('a video by link is a card that leads there, not a frame', () => {
  expect(html('::: video\n[How to hold it](https://films.example/bowl)\n:::')).toBe(
    '<figure class="media media-elsewhere"> <figcaption>A video on another site</figcaption> ' +
      '<p><a href="https://films.example/bowl" rel="external noopener noreferrer">How to hold it</a></p> </figure>',
  );
});

test('a link to a file says what it is and how large, before anyone follows it', () => {
  expect(html('See [the readings](files/table.csv).')).toBe(
    '<p>See <a href="/learning/files/version/files/table.csv">the readings (CSV, 12 kB)</a>.</p>',
  );
});
