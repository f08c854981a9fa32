/** A colour as hue (0-360), saturation and lightness (0-1). */
export interface Shade {
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

const moss: Shade = { hue: 151, saturation: 0.4, lightness: 0.28 };

/** Reads `#rrggbb`; anything else is our moss, so that a badge can always be drawn. */
export function shadeOf(colour: string): Shade {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  if (hex === undefined) return moss;
  const channel = (start: number) => Number.parseInt(hex.slice(start, start + 2), 16) / 255;
  const [red, green, blue] = [channel(0), channel(2), channel(4)];
  const most = Math.max(red, green, blue);
  const span = most - Math.min(red, green, blue);
  const lightness = most - span / 2;
  if (span === 0) return { hue: 0, saturation: 0, lightness };
  const sixth =
    most === red
      ? ((green - blue) / span + 6) % 6
      : most === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4;
  return { hue: sixth * 60, saturation: span / (1 - Math.abs(2 * lightness - 1)), lightness };
}

/** `#rrggbb` of a shade. Hexadecimal, because not every program that draws SVG reads hsl(). */
export function hexOf({ hue, saturation, lightness }: Shade): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const turn = (offset + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
