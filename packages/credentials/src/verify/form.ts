/**
 * The form of a credential that this library does not read yet; `undefined` for anything else. Without it a genuine
 * one would be called broken.
 */
export function recogniseForm(input: unknown): string | undefined {
  const start = beginningOf(input);
  if (start.startsWith('\u0089PNG')) return 'PNG';
  if (/^\s*(<\?xml|<svg)/.test(start)) return 'SVG';
  return /^\s*ey[\w-]+\.[\w-]+/.test(start) ? 'JWT' : undefined;
}

/** One character a byte is enough to tell. */
function beginningOf(input: unknown): string {
  if (typeof input === 'string') return input.slice(0, 1_000);
  return input instanceof Uint8Array ? String.fromCharCode(...input.subarray(0, 1_000)) : '';
}
