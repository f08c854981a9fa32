import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { questionKind, type Question } from '../question-kinds.ts';
import { openPackage, type QtiPackage } from './qti-package.ts';
import { readItem } from '../qti/read-item.ts';
import { writePackage } from '../qti/write-package.ts';
import { parseXml } from '../qti/xml.ts';

const zipOf = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level: 1 });
const opened = async (bytes: Uint8Array): Promise<QtiPackage> => {
  const result = await openPackage(bytes, 'x.zip');
  if (result.kind === 'refused') throw new Error(result.because);
  return result;
};
const question = {
  kind: 'single-choice',
  ...questionKind('single-choice').fromForm({ prompt: 'Which?', 'option-0': 'A', 'option-1': 'B', correct: '1' }),
} as Question;
const labels = { outcomes: ['o-1', 'o-2'], tags: ['knots & ropes'], difficulty: 'hard' };

test('a package that was written is opened with all that stood in it', async () => {
  const bytes = writePackage([
    { name: 'one', question, labels, picture: null },
    {
      name: 'two',
      question,
      labels: { outcomes: [], tags: [], difficulty: null },
      picture: { bytes: strToU8('pic'), ending: 'png' },
    },
  ]);
  const { items, fileBeside, leftOut } = await opened(bytes);
  expect(items.map(({ path, labels: own }) => [path, own])).toEqual([
    ['items/one.xml', labels],
    ['items/two.xml', { outcomes: [], tags: [], difficulty: null }],
  ]);
  const root = parseXml(items[0]?.bytes ?? new Uint8Array());
  expect(typeof root !== 'string' && readItem(root, () => 'picture-missing')).toMatchObject({ kind: 'read', question });
  expect(fileBeside('items/two.xml', '../pictures/two.png')).toEqual(Buffer.from('pic'));
  expect(leftOut).toEqual([]);
  expect(writePackage([{ name: 'one', question, labels, picture: null }])).toEqual(
    writePackage([{ name: 'one', question, labels, picture: null }]),
  );
});

test('a path that leads out of the package is refused, whatever it is written like', async () => {
  for (const name of ['../a.xml', 'a/../../b.xml', '/etc/a.xml', 'a\\..\\b.xml', 'C:/a.xml', './a.xml'])
    expect(await openPackage(zipOf({ [name]: '<a/>' }), 'x.zip'), name).toMatchObject({
      kind: 'refused',
      because: 'zip-unsafe-path',
    });
});

/** The same zip, every file of which says that it unpacks to so many bytes. */
function saying(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.byteLength; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  return bytes;
}
const files = (count: number): Uint8Array =>
  zipOf(Object.fromEntries(Array.from({ length: count }, (_, one) => [`${one}.xml`, 'a'.repeat(1000)])));

test('a package that unpacks to too much is refused before it is unpacked', async () => {
  const mebibyte = 1024 * 1024;
  const tooLarge = { kind: 'refused', because: 'zip-too-large' };
  expect(await openPackage(saying(files(1), 9 * mebibyte), 'x.zip')).toMatchObject(tooLarge);
  expect(await openPackage(files(1001), 'x.zip')).toMatchObject(tooLarge);
  expect(await openPackage(files(400), 'x.zip')).toMatchObject({ kind: 'package' });
});

test('a file that says it is small and is not is refused', async () => {
  expect(await openPackage(saying(files(1), 10), 'x.zip')).toMatchObject({ kind: 'refused', because: 'zip-broken' });
});

test('what is neither a zip nor XML, is empty, cut or has nothing in it is refused', async () => {
  expect(await openPackage(new Uint8Array(), 'x')).toMatchObject({ because: 'no-file' });
  expect(await openPackage(strToU8('hello'), 'x')).toMatchObject({ because: 'not-zip-or-xml' });
  expect(await openPackage(zipOf({ 'a.xml': '<a/>' }).subarray(0, 30), 'x.zip')).toMatchObject({
    because: 'zip-broken',
  });
  expect(await openPackage(zipOf({ 'a.txt': 'a' }), 'x.zip')).toMatchObject({ because: 'nothing-in-it' });
  const doctype = { 'imsmanifest.xml': '<!DOCTYPE manifest><manifest/>' };
  expect(await openPackage(zipOf(doctype), 'x.zip')).toMatchObject({ because: 'xml-doctype' });
});

test('a manifest’s items are taken in its order, its tests are named as left out, a file that is not there is missing', async () => {
  const manifest = `<manifest><resources>
    <resource type="imsqti_test_xmlv2p1" href="test.xml"/>
    <resource type="imsqti_item_xmlv2p1" href="b/two.xml"/>
    <resource type="imsqti_item_xmlv2p1" href="one.xml"/>
    <resource type="webcontent" href="page.html"/></resources></manifest>`;
  const files = { 'imsmanifest.xml': manifest, 'b/two.xml': '<a/>', 'b/pic.png': 'p', 'secret.png': 's' };
  const { items, leftOut, fileBeside } = await opened(zipOf(files));
  expect(items.map(({ path, bytes }) => [path, bytes !== null])).toEqual([
    ['b/two.xml', true],
    ['one.xml', false],
  ]);
  expect(leftOut).toEqual(['test.xml']);
  expect(fileBeside('b/two.xml', 'pic.png')).toEqual(Buffer.from('p'));
  expect(fileBeside('b/two.xml', '../../secret.png')).toBeUndefined();
  expect(fileBeside('b/two.xml', 'https://elsewhere.example/pic.png')).toBeUndefined();
});
