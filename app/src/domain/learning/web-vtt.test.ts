import { expect, test } from 'vitest';
import { captionsProblem } from './web-vtt.ts';

const cue = '00:01.000 --> 00:04.000\nUse both hands.';

test.each([
  [`WEBVTT\n\n${cue}\n`, undefined],
  [`\uFEFFWEBVTT - A title\r\n\r\n1\r\n01:00:01.000 --> 01:00:04.000 align:start\r\nHold it.`, undefined],
  [cue, 'no-header'],
  ['WEBVTTX\n', 'no-header'],
  ['WEBVTT\n\nNOTE nothing', 'no-cues'],
  ['WEBVTT\n\n00:04.000 --> 00:01.000\nx', 'times-broken'],
  ['WEBVTT\n\n00:01,000 --> 00:04,000\nx', 'times-broken'],
  [`WEBVTT\n\n00:09.000 --> 00:10.000\nx\n\n${cue}`, 'times-broken'],
])('of captions %j is said: %s', (text, problem) => {
  expect(captionsProblem(text)).toBe(problem);
});
