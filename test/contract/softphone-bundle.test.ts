import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../dist/web/', import.meta.url));
const web = fileURLToPath(new URL('../../web/', import.meta.url));
const KB = 1_024;

const assets = readdirSync(join(folder, 'assets'));
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const assetNamed = (name: RegExp) => {
  const found = assets.find((each) => name.test(each));
  if (found === undefined) throw new Error(`There is no ${name} in dist/web/assets: run npm run build:web.`);
  return `assets/${found}`;
};

/** A file with everything it cannot do without: what it imports at its top, and so on. */
function withImports(path: string, known = new Set<string>()): Set<string> {
  if (known.has(path)) return known;
  known.add(path);
  if (!path.endsWith('.js')) return known;
  for (const [, name] of read(path).matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) {
    withImports(`assets/${name}`, known);
  }
  return known;
}

function firstLoad(): Set<string> {
  const known = new Set<string>(['index.html']);
  for (const [, path = ''] of read('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g))
    withImports(path, known);
  return known;
}

const sizeOf = (paths: Iterable<string>) =>
  [...paths].reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length, 0);

describe('what an agent’s browser loads', () => {
  const page = firstLoad();
  const softphone = withImports(assetNamed(/^sip-softphone-.*\.js$/), new Set(page));

  it('is at most 200 KB for the page, without the softphone', () => {
    expect([...page].filter((path) => path.endsWith('.js')).length).toBeGreaterThan(0);
    expect([...page].some((path) => path.includes('softphone'))).toBe(false);
    expect(sizeOf(page)).toBeLessThanOrEqual(200 * KB);
  });
  it('is at most 260 KB with it', () => {
    expect(softphone.size).toBeGreaterThan(page.size);
    expect(sizeOf(softphone)).toBeLessThanOrEqual(260 * KB);
  });
});

describe('what no page can do', () => {
  const scripts = assets.filter((name) => name.endsWith('.js')).map((name) => ({ name, text: read(`assets/${name}`) }));

  it('is to capture a screen or take a picture', () => {
    for (const { name, text } of scripts) {
      const found = /getDisplayMedia|displaySurface|ImageCapture|captureStream|mediaSource|facingMode/.exec(text);
      expect(`${name}: ${found?.[0]}`).toBe(`${name}: undefined`);
    }
  });

  it('is to open a camera: media are opened by the softphone alone, as sound alone', () => {
    const users = scripts.filter(({ text }) => text.includes('getUserMedia')).map(({ name }) => name);
    expect(users).toEqual([assetNamed(/^sip-softphone-.*\.js$/).slice('assets/'.length)]);
    const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
    const calls = sources.flatMap((name) =>
      [...readFileSync(join(web, name), 'utf8').matchAll(/\.getUserMedia\(\{(.*?)\}\);/gs)].map(
        ([, what = '']) => what,
      ),
    );
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/\n\s+video: false,\s*$/);
    // JsSIP opens media by itself only where it is given none, and asks for a picture only where it may.
    const adapter = readFileSync(join(web, 'softphone/sip-softphone.ts'), 'utf8');
    expect(adapter).toMatch(
      /session\.answer\(\{\s+mediaStream: stream,\s+mediaConstraints: \{ audio: true, video: false \}/,
    );
    expect(adapter).not.toMatch(/\.call\(/);
  });
});
