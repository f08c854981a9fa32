import { byText } from '../question-kinds/kind.ts';
import { shapeAsTyped, type Shape } from '../regions.ts';
import { questionKind, type Fields, type Question } from '../question-kinds.ts';
import { wordsAsXhtml } from './text.ts';
import { escaped } from './xml.ts';

/** What one kind of question comes to in QTI 3.0. */
interface Written {
  readonly declarations: readonly string[];
  readonly body: string;
  readonly processing: string;
}

const templates = 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates';
const matchCorrect = `<qti-response-processing template="${templates}/match_correct.xml"/>`;
const mapResponse = `<qti-response-processing template="${templates}/map_response.xml"/>`;
const prompt = (text: string): string => `<qti-prompt>${wordsAsXhtml(text)}</qti-prompt>`;
const values = (all: readonly string[]): string =>
  `<qti-correct-response>${all.map((one) => `<qti-value>${escaped(one)}</qti-value>`).join('')}</qti-correct-response>`;

function declaration(
  is: { readonly id?: string; readonly cardinality: string; readonly type: string },
  correct: readonly string[],
  mapping = '',
): string {
  return `<qti-response-declaration identifier="${is.id ?? 'RESPONSE'}" cardinality="${is.cardinality}" base-type="${is.type}">${values(correct)}${mapping}</qti-response-declaration>`;
}

/** What each value earns; others earn `other`, and all together never less than nothing. */
function mapping(entries: readonly (readonly [key: string, value: number])[], other = 0, caseSensitive = true): string {
  const attributes = caseSensitive ? '' : ' case-sensitive="false"';
  const all = entries.map(
    ([key, value]) => `<qti-map-entry map-key="${escaped(key)}" mapped-value="${value}"${attributes}/>`,
  );
  return `<qti-mapping lower-bound="0" default-value="${other}">${all.join('')}</qti-mapping>`;
}

function choices(
  question: Question,
  { ids, correct }: { ids: readonly string[]; correct: readonly string[] },
): Written {
  const several = question.kind === 'multiple-choice';
  const texts = questionKind(question.kind).outline(question.body, question.key);
  const simple = ids.map(
    (id, index) =>
      `<qti-simple-choice identifier="${id}">${wordsAsXhtml(texts[index]?.text ?? '')}</qti-simple-choice>`,
  );
  const shuffle = question.kind === 'true-false' ? 'false' : 'true';
  return {
    declarations: [
      declaration(
        { cardinality: several ? 'multiple' : 'single', type: 'identifier' },
        correct,
        several ? mapping(ids.map((id) => [id, correct.includes(id) ? 1 : -1])) : '',
      ),
    ],
    body: `<qti-choice-interaction response-identifier="RESPONSE" shuffle="${shuffle}" max-choices="${several ? ids.length : 1}">${prompt(question.body.prompt)}${simple.join('')}</qti-choice-interaction>`,
    processing: several ? mapResponse : matchCorrect,
  };
}

const rowsOf = (fields: Fields, name: string): readonly string[] =>
  Array.from({ length: 8 }, (_, row) => fields[`${name}-${row}`] ?? '').filter((text) => text !== '');

function order(question: Question, fields: Fields): Written {
  const right = rowsOf(fields, 'option');
  const offered = right.toSorted(byText);
  const simple = offered.map(
    (text, index) => `<qti-simple-choice identifier="c${index}">${wordsAsXhtml(text)}</qti-simple-choice>`,
  );
  return {
    declarations: [
      declaration(
        { cardinality: 'ordered', type: 'identifier' },
        right.map((text) => `c${offered.indexOf(text)}`),
      ),
    ],
    body: `<qti-order-interaction response-identifier="RESPONSE" shuffle="true">${prompt(question.body.prompt)}${simple.join('')}</qti-order-interaction>`,
    processing: matchCorrect,
  };
}

function matches({ body, key }: Extract<Question, { kind: 'matching' }>): Written {
  const pairs = body.items.map(({ id }) => `${id} ${key.pairs[id] ?? ''}`);
  const choice = (most: number) => (one: { id: string; text: string }) =>
    `<qti-simple-associable-choice identifier="${one.id}" match-max="${most}">${wordsAsXhtml(one.text)}</qti-simple-associable-choice>`;
  const sets = [body.items.map(choice(1)), body.matches.map(choice(body.items.length))];
  return {
    declarations: [
      declaration({ cardinality: 'multiple', type: 'directedPair' }, pairs, mapping(pairs.map((pair) => [pair, 1]))),
    ],
    body: `<qti-match-interaction response-identifier="RESPONSE" shuffle="true" max-associations="${pairs.length}">${prompt(body.prompt)}${sets.map((set) => `<qti-simple-match-set>${set.join('')}</qti-simple-match-set>`).join('')}</qti-match-interaction>`,
    processing: mapResponse,
  };
}

function number({ body, key }: Extract<Question, { kind: 'numeric' }>): Written {
  const plain = (text: string): string => text.replaceAll(/\s/g, '').replace('\u2212', '-').replace(',', '.');
  const tolerance = plain(key.tolerance);
  const unit = key.unit === '' ? '' : ` <span class="cairn-unit">${escaped(key.unit)}</span>`;
  return {
    declarations: [declaration({ cardinality: 'single', type: 'float' }, [plain(key.value)])],
    body: `<p>${wordsAsXhtml(body.prompt)}</p><p><qti-text-entry-interaction response-identifier="RESPONSE"/>${unit}</p>`,
    processing: `<qti-response-processing><qti-response-condition><qti-response-if><qti-equal tolerance-mode="absolute" tolerance="${tolerance} ${tolerance}"><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-equal><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition></qti-response-processing>`,
  };
}

const leniency = (strict: { readonly caseMatters: boolean; readonly accentsMatter: boolean }): string =>
  (strict.caseMatters ? '' : ' data-case="ignored"') + (strict.accentsMatter ? '' : ' data-accents="ignored"');

function words({ body, key }: Extract<Question, { kind: 'short-text' }>): Written {
  const all = mapping(
    key.accepted.map((text) => [text, 1]),
    0,
    key.caseMatters,
  );
  return {
    declarations: [declaration({ cardinality: 'single', type: 'string' }, key.accepted.slice(0, 1), all)],
    body: `<p>${wordsAsXhtml(body.prompt)}</p><p><qti-text-entry-interaction response-identifier="RESPONSE"${leniency(key)}/></p>`,
    processing: mapResponse,
  };
}

function formula({ body, key }: Extract<Question, { kind: 'formula' }>): Written {
  return {
    declarations: [declaration({ cardinality: 'single', type: 'string' }, [key.formula])],
    body: `<p>${wordsAsXhtml(body.prompt)}</p><p><qti-text-entry-interaction response-identifier="RESPONSE" data-kind="formula" data-variables="${key.variables.join(', ')}"/></p>`,
    processing: matchCorrect,
  };
}

function gaps({ body, key }: Extract<Question, { kind: 'cloze' }>): Written {
  const entry = ({ number, options }: (typeof body.gaps)[number]): string => {
    const name = `response-identifier="GAP${number}"${leniency(key)}`;
    if (!options) return `<qti-text-entry-interaction ${name}/>`;
    const all = options.map(
      (one) => `<qti-inline-choice identifier="${one.id}">${escaped(one.text)}</qti-inline-choice>`,
    );
    return `<qti-inline-choice-interaction ${name} shuffle="true">${all.join('')}</qti-inline-choice-interaction>`;
  };
  const text = body.gaps.reduce(
    (written, gap) => written.replace(`[${gap.number}]`, () => entry(gap)),
    wordsAsXhtml(body.prompt),
  );
  const sum = body.gaps.map(({ number }) => `<qti-map-response identifier="GAP${number}"/>`).join('');
  return {
    declarations: body.gaps.map(({ id, number, options }) => {
      const right = key.accepted[id] ?? [];
      return declaration(
        { id: `GAP${number}`, cardinality: 'single', type: options ? 'identifier' : 'string' },
        right.slice(0, 1),
        mapping(
          right.map((one) => [one, 1]),
          0,
          options !== null || key.caseMatters,
        ),
      );
    }),
    body: `<p>${text}</p>`,
    processing: `<qti-response-processing><qti-set-outcome-value identifier="SCORE"><qti-sum>${sum}</qti-sum></qti-set-outcome-value></qti-response-processing>`,
  };
}

function hotspot({ body, key }: Extract<Question, { kind: 'hotspot' }>, path: string): Written {
  const { width, height } = body.picture;
  const all = body.regions.map(
    ({ id, text, shape }) =>
      `<qti-hotspot-choice identifier="${id}" shape="${shape.kind === 'polygon' ? 'poly' : shape.kind}" coords="${inPixels(shape, width, height)}" hotspot-label="${escaped(text)}"/>`,
  );
  return {
    declarations: [declaration({ cardinality: 'single', type: 'identifier' }, [key.correct])],
    body: `<qti-hotspot-interaction response-identifier="RESPONSE" max-choices="1">${prompt(body.prompt)}<img src="${escaped(path)}" width="${width}" height="${height}" alt="${escaped(body.alternative)}"/>${all.join('')}</qti-hotspot-interaction>`,
    processing: matchCorrect,
  };
}

function inPixels(shape: Shape, width: number, height: number): string {
  const numbers = shapeAsTyped(shape)
    .split(/[,;\s]+/)
    .map(Number);
  const pixels = numbers.map((one, index) => Math.round(one * (index % 2 === 0 ? width : height) * 1e4) / 1e6);
  return pixels.join(',');
}

function written(question: Question, picture: string): Written {
  const fields = questionKind(question.kind).toForm(question.body, question.key);
  switch (question.kind) {
    case 'single-choice':
    case 'true-false':
      return choices(question, { ids: question.body.options.map(({ id }) => id), correct: [question.key.correct] });
    case 'multiple-choice':
      return choices(question, { ids: question.body.options.map(({ id }) => id), correct: question.key.correct });
    case 'ordering':
      return order(question, fields);
    case 'matching':
      return matches(question);
    case 'numeric':
      return number(question);
    case 'short-text':
      return words(question);
    case 'formula':
      return formula(question);
    case 'cloze':
      return gaps(question);
    case 'hotspot':
      return hotspot(question, picture);
  }
}

/** A question as an item of QTI 3.0. `picture` is where its picture lies, seen from the item. */
export function writeItem(question: Question, identifier: string, picture = ''): string {
  const { declarations, body, processing } = written(question, picture);
  const title = question.body.prompt.split('\n')[0]?.slice(0, 80) ?? '';
  const why = question.key.explanation;
  const feedback = why
    ? `<qti-modal-feedback outcome-identifier="FEEDBACK" identifier="explanation" show-hide="show"><qti-content-body><p>${wordsAsXhtml(why)}</p></qti-content-body></qti-modal-feedback>`
    : '';
  const outcome = why
    ? '<qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier"><qti-default-value><qti-value>explanation</qti-value></qti-default-value></qti-outcome-declaration>'
    : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="${identifier}" title="${escaped(title)}" adaptive="false" time-dependent="false">
${declarations.join('\n')}
<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"><qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>
${outcome}<qti-item-body>${body}</qti-item-body>
${processing}
${feedback}</qti-assessment-item>
`;
}
