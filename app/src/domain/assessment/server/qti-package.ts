import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import type { Opened } from '../qti/read-package.ts';
import { attribute, childrenOf, named, nameOf, parseXml, type XmlRefusal } from '../qti/xml.ts';
import { labelsNamespace, type Labels } from '../qti/qti.ts';

const mostFiles = 1000;
const mostItems = 500;
/** Of one file and of all of them, unpacked. */
const mostFileBytes = 8 * 1024 * 1024;
const mostBytes = 48 * 1024 * 1024;

export type PackageRefusal =
  | 'no-file'
  | 'not-zip-or-xml'
  | 'zip-broken'
  | 'zip-unsafe-path'
  | 'zip-too-large'
  | 'manifest-broken'
  | 'too-many-items'
  | 'nothing-in-it'
  | XmlRefusal;

export interface QtiPackage extends Opened {
  readonly kind: 'package';
  /** What else is named and is not taken: tests, their sections. */
  readonly leftOut: readonly string[];
}
export interface NoPackage {
  readonly kind: 'refused';
  readonly because: PackageRefusal;
  readonly detail: string;
}
const refused = (because: PackageRefusal, detail = ''): NoPackage => ({ kind: 'refused', because, detail });

/** Opens what was uploaded: one item as XML, or a package of them as a zip. Nothing of it is ever written to a disk. */
export async function openPackage(bytes: Uint8Array, name: string): Promise<QtiPackage | NoPackage> {
  if (bytes.byteLength === 0) return refused('no-file');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return openZip(bytes);
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, 200)).replace(/^\uFEFF/, '');
  if (!start.trimStart().startsWith('<')) return refused('not-zip-or-xml');
  const items = [{ path: name, bytes, labels: null }];
  return { kind: 'package', items, leftOut: [], fileBeside: () => undefined };
}

async function openZip(bytes: Uint8Array): Promise<QtiPackage | NoPackage> {
  const entries = new Map<string, Uint8Array>();
  try {
    const wrong = await unpack(bytes, entries);
    if (wrong) return wrong;
  } catch {
    // No zip, a cut one, or one that lies about a size.
    return refused('zip-broken');
  }
  const manifest = entries.get('imsmanifest.xml');
  const found = manifest ? readManifest(manifest, entries) : withoutManifest(entries);
  if ('kind' in found) return found;
  if (found.items.length > mostItems) return refused('too-many-items', String(found.items.length));
  if (found.items.length === 0) return refused('nothing-in-it');
  return {
    kind: 'package',
    ...found,
    fileBeside: (item, href) => entries.get(within(posix.dirname(item), href) ?? ''),
  };
}

async function unpack(bytes: Uint8Array, entries: Map<string, Uint8Array>): Promise<NoPackage | undefined> {
  // Names are read as they are, so that an unsafe one is refused by name. Sizes are checked while a file is unpacked:
  // one that grows beyond what it said fails.
  const zip = await fromBufferPromise(Buffer.from(bytes), { decodeStrings: false });
  let total = 0;
  let files = 0;
  for await (const entry of zip.eachEntry()) {
    const name = Buffer.from(entry.fileName).toString('utf8');
    if (!isSafe(name)) return refused('zip-unsafe-path', name.slice(0, 100));
    files += 1;
    total += entry.uncompressedSize;
    if (files > mostFiles || entry.uncompressedSize > mostFileBytes || total > mostBytes)
      return refused('zip-too-large', name.slice(0, 100));
    if (!name.endsWith('/')) entries.set(name, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return undefined;
}

function isSafe(name: string): boolean {
  return (
    name !== '' &&
    !/[\\\0:]/.test(name) &&
    !name.startsWith('/') &&
    !name.split('/').some((part) => part === '..' || part === '.')
  );
}

/** Where an address in the package leads; undefined for one that leads out of it. */
function within(folder: string, href: string): string | undefined {
  let plain: string;
  try {
    plain = decodeURIComponent(href.split(/[?#]/)[0] ?? '');
  } catch {
    return undefined;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(plain) || plain.startsWith('/')) return undefined;
  const path = posix.normalize(posix.join(folder, plain));
  return path.startsWith('..') ? undefined : path;
}

type Found = Pick<QtiPackage, 'items' | 'leftOut'>;

function readManifest(bytes: Uint8Array, entries: ReadonlyMap<string, Uint8Array>): Found | NoPackage {
  const root = parseXml(bytes);
  if (typeof root === 'string') return refused(root, 'imsmanifest.xml');
  if (nameOf(root) !== 'manifest') return refused('manifest-broken');
  const resources = named(root, 'resource').map((resource) => ({
    type: attribute(resource, 'type') ?? '',
    href: attribute(resource, 'href') ?? '',
    labels: labelsIn(named(resource, 'question')[0]),
  }));
  const items = resources.filter(({ type }) => /^imsqti_(?:item|apipitem|assessmentitem)_/.test(type));
  return {
    items: items.map(({ href, labels }) => {
      const path = within('.', href) ?? href;
      return { path, bytes: entries.get(path) ?? null, labels };
    }),
    leftOut: resources
      .filter(({ type }) => /^imsqti_(?:test|assessment_|section|outcome)/.test(type))
      .map(({ href }) => href),
  };
}

/** What our own export adds to a question in the manifest. */
function labelsIn(element: ReturnType<typeof named>[number] | undefined): Labels | null {
  if (element?.namespaceURI !== labelsNamespace) return null;
  const all = (name: string): readonly string[] =>
    childrenOf(element)
      .filter((one) => nameOf(one) === name)
      .map((one) => (one.textContent ?? '').trim());
  return { outcomes: all('outcome'), tags: all('tag'), difficulty: attribute(element, 'difficulty') ?? null };
}

/** Every XML file of a zip without a manifest; those that are no items say so themselves. */
function withoutManifest(entries: ReadonlyMap<string, Uint8Array>): Found {
  const items = [...entries].filter(([path]) => /\.xml$/i.test(path) && !path.startsWith('__MACOSX/'));
  return { items: items.map(([path, bytes]) => ({ path, bytes, labels: null })), leftOut: [] };
}
