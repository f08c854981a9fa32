/** What is wrong with captions: they don't begin as WebVTT does, hold no cue, or a cue's times can't be. */
export type CaptionsProblem = 'no-header' | 'no-cues' | 'times-broken';

const timing = /^((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t].*)?$/;

/**
 * WebVTT 4.1: a header line, blocks divided by empty lines, and in each cue a line of times of which the second is
 * the later. Browsers drop a cue that breaks this without a word, so it is said before anyone relies on it.
 */
export function captionsProblem(text: string): CaptionsProblem | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) return 'no-header';
  let cues = 0;
  let latest = 0;
  for (const line of lines.slice(1)) {
    if (!line.includes('-->')) continue;
    const [, from, to] = timing.exec(line) ?? [];
    if (from === undefined || to === undefined) return 'times-broken';
    // 4.2: cues stand in the order of their beginnings.
    if (seconds(from) >= seconds(to) || seconds(from) < latest) return 'times-broken';
    latest = seconds(from);
    cues++;
  }
  return cues === 0 ? 'no-cues' : undefined;
}

function seconds(time: string): number {
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
