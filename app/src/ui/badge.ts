import { hexOf, shadeOf, type Shade } from './shade.ts';
import { round, seededNumbers, stonePath } from './stone.ts';

export interface BadgeDesign {
  /** The provider's colour, `#rrggbb`. */
  readonly colour: string;
  /** EQF level, 1 to 8: the higher, the more stones. */
  readonly level?: number | undefined;
  /** ISCED-F 2013 code of two to four digits; its broad field is woven into the shield. */
  readonly field?: string | undefined;
  /** The microcredential's title: names the picture and shapes its stones. */
  readonly title: string;
}

const shield = 'M120 6L206 32Q214 34.5 214 43V126C214 180 178 215 120 235C62 215 26 180 26 126V43Q26 34.5 34 32Z';
const innerLine = 'M120 18L198 41.5Q203 43 203 48V126C203 172 172 203 120 222.5C68 203 37 172 37 126V48Q37 43 42 41.5Z';

/** Thread of the shield's cloth for each broad field of ISCED-F: size of one tile and what is drawn on it. */
const weaves: Record<string, { tile: number; draw: string }> = {
  '00': { tile: 16, draw: 'M0 8H16' },
  '01': { tile: 24, draw: 'M0 15L12 9L24 15M12 9V21' },
  '02': { tile: 26, draw: 'M0 26A26 26 0 0 1 26 0M0 13A13 13 0 0 1 13 0' },
  '03': { tile: 24, draw: 'M12 9A3 3 0 1 0 12.1 9M0 0L9.5 9.500M14.5 14.500L24 24M24 0L14.5 9.500M9.5 14.500L0 24' },
  '04': { tile: 24, draw: 'M4 24V16M12 24V10M20 24V3' },
  '05': { tile: 28, draw: 'M7 2H21L28 14L21 26H7L0 14Z' },
  '06': { tile: 22, draw: 'M4 4H10V10H4ZM10 7H18V18M18 18A1.5 1.5 0 1 0 18.1 18' },
  '07': { tile: 18, draw: 'M0 0L18 18M18 0L0 18' },
  '08': { tile: 26, draw: 'M13 24V10M13 16Q4 15 4 6Q13 7 13 16M13 12Q22 11 22 3Q13 4 13 12' },
  '09': { tile: 24, draw: 'M12 6V18M6 12H18' },
  '10': { tile: 24, draw: 'M0 12Q6 4 12 12T24 12' },
};

/**
 * The badge of a microcredential as an SVG document of 240 by 240 units: a shield in the provider's colour,
 * woven after its field, bearing a cairn with more stones the higher its level. Pure: the same design
 * always gives the same text. Sharp at any size; no fonts, scripts, styles or outside references.
 */
export function badgeSvg({ colour, level, field, title }: BadgeDesign): string {
  const body = readable(shadeOf(colour));
  const weave = weaves[field?.slice(0, 2) ?? '00'] ?? { tile: 16, draw: 'M0 8H16' };
  const count = stonesAtLevel(level);
  const foot = footOf(count);
  // Ids are shared by equal designs alone: one page shows many badges.
  const id = `b${Math.floor(seededNumbers(`${colour}|${level}|${field}|${title}`)() * 2 ** 32).toString(36)}`;
  const lit = hexOf({ ...body, lightness: body.lightness + 0.07 });
  const deep = hexOf({ ...body, lightness: body.lightness * 0.62 });
  const ground = hexOf({ ...body, lightness: body.lightness * 0.45 });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" role="img"><title>${escaped(title)}</title>`,
    `<defs><linearGradient id="${id}g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${lit}"/><stop offset="1" stop-color="${deep}"/></linearGradient>`,
    `<pattern id="${id}w" width="${weave.tile}" height="${weave.tile}" patternUnits="userSpaceOnUse"><path d="${weave.draw}" fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round"/></pattern>`,
    `<clipPath id="${id}c"><path d="${innerLine}"/></clipPath></defs>`,
    `<path d="${shield}" fill="url(#${id}g)"/>`,
    `<g clip-path="url(#${id}c)"><path d="M0 0H240V240H0Z" fill="url(#${id}w)" opacity=".13"/>`,
    `<path d="M20 ${foot - 3}Q80 ${foot - 17} 122 ${foot - 9}T224 ${foot - 13}V240H20Z" fill="${ground}" opacity=".55"/></g>`,
    `<path d="${innerLine}" fill="none" stroke="#fff" stroke-opacity=".42" stroke-width="2.5"/>`,
    drawStones(count, title, body),
    '</svg>',
  ].join('');
}

/** As many stones as the level, from three to seven; three where no level applies. */
export function stonesAtLevel(level: number | undefined): number {
  return Math.min(7, Math.max(3, Math.round(level ?? 3)));
}

const heightOf = (count: number) => 66 + count * 9;
/** Where the cairn stands, so that its middle is a little below the shield's. */
const footOf = (count: number) => 128 + heightOf(count) / 2;

function drawStones(count: number, title: string, body: Shade): string {
  const next = seededNumbers(title);
  const foot = footOf(count);
  const height = heightOf(count) / count;
  const shadow = hexOf({ hue: body.hue, saturation: Math.min(body.saturation, 0.22), lightness: 0.76 });
  return Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1);
    const width = 104 - 70 * share ** 0.9 + (next() - 0.5) * 12;
    const tall = height * (1.02 + next() * 0.06);
    const x = 120 - width / 2 + (next() - 0.5) * (index === 0 ? 4 : 14);
    const y = foot - height * (index + 1);
    const lean = (next() - 0.5) * 2;
    const outline = stonePath({ x: round(x), y: round(y), width: round(width), height: round(tall) }, lean);
    const lit = stonePath(
      { x: round(x + width * 0.02), y: round(y), width: round(width * 0.95), height: round(tall * 0.8) },
      lean,
    );
    return `<path d="${outline}" fill="${shadow}"/><path d="${lit}" fill="#fbfaf6"/>`;
  }).join('');
}

/** Dark enough to bear white stones, light enough to be a colour. */
function readable(shade: Shade): Shade {
  return {
    hue: shade.hue,
    saturation: Math.min(shade.saturation, 0.72),
    lightness: Math.min(0.4, Math.max(0.22, shade.lightness)),
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
