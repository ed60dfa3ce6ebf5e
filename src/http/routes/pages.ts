import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';

/** One page, two views: the browser tells them apart by the path. */
const PAGES = [
  '/',
  '/plateau',
  '/poste',
  '/equipe',
  '/mur',
  '/pilotage',
  '/rapports',
  '/journal',
  '/campagnes',
  '/campagnes/nouvelle',
  '/pieces',
  '/invitation',
  '/compte',
  '/comptes',
];
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
};
/** Built files carry a hash of their content in their name. */
const FOREVER = 'public, max-age=31536000, immutable';
const FILE_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/** The built pages. Files are few and small: each is read when asked, so that a new build is seen without a restart. */
export function pageRoutes(app: App, { webFolder }: Parts): void {
  if (webFolder === undefined) return;
  for (const path of PAGES) {
    app.get(path, async (c) => {
      const page = await read(join(webFolder, 'index.html'));
      if (page === undefined) return c.text('The pages are not built. Run: npm run build:web\n', 503);
      return c.body(page, 200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' });
    });
  }
  app.get('/assets/:file', async (c) => {
    const name = c.req.param('file');
    const type = TYPES[extname(name)];
    const file = FILE_NAME.test(name) && type !== undefined ? await read(join(webFolder, 'assets', name)) : undefined;
    if (file === undefined || type === undefined) throw new Problem('unknown-route', 'There is no such file.');
    return c.body(file, 200, { 'Content-Type': type, 'Cache-Control': FOREVER });
  });
  app.get('/favicon.svg', async (c) => {
    const file = await read(join(webFolder, 'favicon.svg'));
    if (file === undefined) throw new Problem('unknown-route', 'There is no such file.');
    return c.body(file, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=86400' });
  });
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
