export interface CalendarEntry {
  /** The same for the same thing whenever the calendar is asked for, so that it moves rather than doubles. */
  readonly uid: string;
  /** A plain date, of what takes no hour of its own on that day; or from when until when. */
  readonly when: string | { readonly from: Date; readonly until: Date };
  readonly summary: string;
  readonly description: string;
  readonly url: string;
}

export interface Calendar {
  readonly name: string;
  readonly entries: readonly CalendarEntry[];
  readonly madeAt: Date;
}

/** A calendar as RFC 5545 writes it (with RFC 7986's name and refresh interval). */
export function iCalendar({ name, entries, madeAt }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Cairn//Learning plan//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...entries.flatMap((entry) => event(entry, madeAt)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function event({ uid, when, summary, description, url }: CalendarEntry, madeAt: Date): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${instant(madeAt)}`,
    ...times(when),
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    // What has no hours leaves the day free for appointments.
    ...(typeof when === 'string' ? ['TRANSP:TRANSPARENT'] : []),
    'END:VEVENT',
  ];
}

function times(when: CalendarEntry['when']): readonly string[] {
  if (typeof when !== 'string') return [`DTSTART:${instant(when.from)}`, `DTEND:${instant(when.until)}`];
  // Without DTEND a date stands for the whole of its day (3.6.1).
  return [`DTSTART;VALUE=DATE:${when.replaceAll('-', '')}`];
}

/** 3.3.5, in UTC. */
function instant(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

/** 3.3.11: what would end a value is escaped; control characters have no place in one. */
function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** 3.1: no line is longer than 75 octets; what goes on begins with a space. No character is cut in two. */
function folded(line: string): string {
  const most = 75;
  let octets = 0;
  let result = '';
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > most) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
