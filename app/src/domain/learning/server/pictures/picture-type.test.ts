import { expect, test } from 'vitest';
import { pictureType } from './picture-type.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

test('each kind is known by its bytes, with its size', () => {
  const png = bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 2, 128, 0, 0, 1, 224]);
  expect(pictureType(png)).toEqual({ mediaType: 'image/png', ending: 'png', width: 640, height: 480 });
  expect(pictureType(bytes('GIF89a', [128, 2, 224, 1]))).toMatchObject({
    mediaType: 'image/gif',
    width: 640,
    height: 480,
  });
  const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 1, 224, 2, 128, 1, 0]);
  expect(pictureType(jpeg)).toMatchObject({ mediaType: 'image/jpeg', ending: 'jpg', width: 640, height: 480 });
  const webp = bytes('RIFF', [0, 0, 0, 0], 'WEBP', 'VP8X', [10, 0, 0, 0, 0, 0, 0, 0, 127, 2, 0, 223, 1, 0]);
  expect(pictureType(webp)).toMatchObject({ mediaType: 'image/webp', width: 640, height: 480 });
});

test('an SVG is one by its root, whatever stands in its prologue; its size is its width and height, or else its view box', () => {
  const svg = (text: string) => pictureType(Buffer.from(text));
  expect(svg('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64.4 48"/>')).toEqual({
    mediaType: 'image/svg+xml',
    ending: 'svg',
    width: 64,
    height: 48,
  });
  expect(
    svg(
      '\uFEFF<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n<svg width="20px" height="10">',
    ),
  ).toMatchObject({ width: 20, height: 10 });
  expect(svg('<svg width="25.4mm" height="1in" viewBox="0 0 9 9">')).toMatchObject({ width: 96, height: 96 });
  expect(svg('<svg width="100%" height="100%" viewBox="0 0 9 8">')).toMatchObject({ width: 9, height: 8 });
  expect(svg('<svg width="100%">')).toMatchObject({ width: null, height: null });
});

test('what only pretends to be a picture is none', () => {
  for (const text of [
    '',
    'PNG',
    '<html><svg></svg></html>',
    '<script>1</script><svg/>',
    '%PDF-1.7',
    'GIF',
    'RIFFxxxxWEBPVP8?                ',
    '<svgx/>',
  ]) {
    expect(pictureType(Buffer.from(text)), text).toBeNull();
  }
});

test('a cut or twisted file is no reason to fall', () => {
  const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xff]);
  expect(pictureType(jpeg)).toMatchObject({ width: null });
  const png = bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0, 0, 255, 255, 255, 255]);
  for (let length = 0; length <= png.length; length++) pictureType(png.subarray(0, length));
  expect(pictureType(png)).toMatchObject({ width: null, height: null });
});
