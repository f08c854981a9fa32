import type { Attributes } from 'sanitize-html';

/**
 * The presentation elements of MathML that formulas need. Those that hold another language or a link, by which a page
 * can be made to read text as markup, are not among them: annotations, mglyph, malignmark, maction, semantics.
 */
export const mathElements = [
  'math',
  'mrow',
  'mi',
  'mn',
  'mo',
  'mtext',
  'mspace',
  'mfrac',
  'msqrt',
  'mroot',
  'msub',
  'msup',
  'msubsup',
  'munder',
  'mover',
  'munderover',
  'mmultiscripts',
  'mprescripts',
  'mtable',
  'mtr',
  'mtd',
  'mstyle',
  'mpadded',
  'mphantom',
];

const flag = /^(?:true|false)$/;
/** Never negative and never large: a formula stays in its place. */
const length = /^\d{0,2}(?:\.\d{1,4})?em$/;

const values: Readonly<Record<string, RegExp>> = {
  display: /^(?:block|inline)$/,
  mathvariant: /^normal$/,
  form: /^(?:prefix|infix|postfix)$/,
  fence: flag,
  separator: flag,
  stretchy: flag,
  symmetric: flag,
  largeop: flag,
  movablelimits: flag,
  accent: flag,
  accentunder: flag,
  displaystyle: flag,
  scriptlevel: /^[+-]?\d$/,
  linethickness: length,
  lspace: length,
  rspace: length,
  width: length,
  height: length,
  depth: length,
  minsize: length,
  maxsize: length,
};

export const mathAttributes: Readonly<Record<string, string[]>> = Object.fromEntries(
  mathElements.map((element) => [element, Object.keys(values)]),
);

export function mathAttributesOf(attribs: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attribs).filter(([name, value]) => name === 'class' || values[name]?.test(value) === true),
  );
}
