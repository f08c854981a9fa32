import { strToU8, zipSync } from 'fflate';
import type { Question } from '../question-kinds.ts';
import { labelsNamespace, type Labels } from './qti.ts';
import { writeItem } from './write-item.ts';
import { escaped } from './xml.ts';

export interface QuestionToWrite {
  /** Names its files: letters, digits and hyphens. */
  readonly name: string;
  readonly question: Question;
  readonly labels: Labels;
  readonly picture: { readonly bytes: Uint8Array; readonly ending: string } | null;
}

/** A zip always says the same time, so that the same questions are the same bytes. */
const mtime = new Date('2020-01-01T00:00:00');

/** Questions as a package of QTI 3.0: an item each, their pictures, and a manifest that names them. */
export function writePackage(questions: readonly QuestionToWrite[]): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  const resources: string[] = [];
  for (const { name, question, labels, picture } of questions) {
    const path = `items/${name}.xml`;
    const shown = picture ? `pictures/${name}.${picture.ending}` : '';
    files[path] = strToU8(writeItem(question, `q-${name}`, picture ? `../${shown}` : ''));
    if (picture) files[shown] = picture.bytes;
    const all = [path, ...(picture ? [shown] : [])].map((href) => `<file href="${href}"/>`).join('');
    resources.push(
      `<resource identifier="r-${name}" type="imsqti_item_xmlv3p0" href="${path}"><metadata>${written(labels)}</metadata>${all}</resource>`,
    );
  }
  files['imsmanifest.xml'] = strToU8(`<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="questions">
<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>
<organizations/>
<resources>
${resources.join('\n')}
</resources>
</manifest>
`);
  return zipSync(files, { level: 6, mtime });
}

function written({ outcomes, tags, difficulty }: Labels): string {
  const all = [
    ...outcomes.map((one) => `<q:outcome>${escaped(one)}</q:outcome>`),
    ...tags.map((one) => `<q:tag>${escaped(one)}</q:tag>`),
  ];
  const how = difficulty === null ? '' : ` difficulty="${difficulty}"`;
  return `<q:question xmlns:q="${labelsNamespace}"${how}>${all.join('')}</q:question>`;
}
