import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/*
 * Every page as people see it, from the demonstration: `npm run screenshots`, or `npm run screenshots -- --all FOLDER`
 * for each page light and dark, wide and at 200 % zoom, to be looked at.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const PASSWORD_LINE = /^ {4}(\w+) +(\S+) +[a-z-]+ /;
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The demonstration gets going: agents with calls, some results, a pacing that has decided. */
const WARM_UP_MS = 150_000;
const SETTLE_MS = 2_500;
/** The plots grow while the page is open. */
const WATCH_MS = 60_000;
const CALL_LIMIT_MS = 120_000;
const WIDE = { width: 1366, height: 768 };

interface Shot {
  readonly name: string;
  readonly login: string;
  readonly path: string;
  readonly language?: 'fr' | 'en';
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const tab = (name: string) => async (page: Page) => {
  await page.getByRole('tab', { name }).click();
  await page.waitForTimeout(SETTLE_MS);
};

const shots: readonly Shot[] = [
  { name: 'plateau', login: 'superviseur', path: '/plateau' },
  { name: 'floor', login: 'superviseur', path: '/plateau', language: 'en' },
  { name: 'equipe', login: 'superviseur', path: '/equipe' },
  { name: 'mur', login: 'superviseur', path: '/mur' },
  { name: 'pilotage', login: 'responsable', path: '/pilotage', act: (page) => page.waitForTimeout(WATCH_MS) },
  { name: 'pilotage-et-si', login: 'responsable', path: '/pilotage', act: forecast },
  { name: 'pilotage-heures', login: 'responsable', path: '/pilotage', act: tab('Heures d’appel') },
  { name: 'campagnes', login: 'campagne', path: '/campagnes', act: openList },
  { name: 'nouvelle-campagne', login: 'campagne', path: '/campagnes/nouvelle', act: toTemplate },
  { name: 'poste', login: 'conseiller', path: '/poste', act: intoCall },
  { name: 'rapports', login: 'responsable', path: '/rapports' },
  { name: 'journal', login: 'responsable', path: '/journal' },
  { name: 'connexion', login: '', path: '/' },
  { name: 'pieces', login: 'admin', path: '/pieces' },
];

async function forecast(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Et si ?' }).click();
  const agents = page.getByLabel('Agents', { exact: true });
  await agents.focus();
  for (let more = 0; more < 4; more++) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Prévoir' }).click();
  // The demonstration may be too young for a forecast: then the page says so.
  await page.getByRole('region', { name: 'Prévision' }).or(page.getByText('Pas de prévision')).first().waitFor();
}

/** An agent takes a call as people do, by the keyboard. */
async function intoCall(page: Page): Promise<void> {
  const open = page.getByRole('button', { name: 'Ouvrir ma ligne' });
  // At the second look the line is open already.
  if ((await open.count()) > 0) {
    await open.press('Enter');
    await page.locator('.state-panel[data-state="not-ready"]').waitFor();
    await page.keyboard.press('F2');
  }
  await page.locator('.state-panel[data-state="talking"]').waitFor({ timeout: CALL_LIMIT_MS });
  await page.waitForTimeout(SETTLE_MS);
}

async function openList(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'État de la liste' }).first().click();
  await page.getByText('À appeler').first().waitFor();
}

async function toTemplate(page: Page): Promise<void> {
  await page.getByLabel('Nom de la campagne', { exact: true }).fill('Printemps');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('radio').nth(2).check();
}

interface Demo {
  readonly address: string;
  readonly passwords: ReadonlyMap<string, string>;
  stop(): void;
}

async function startDemo(): Promise<Demo> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'foyer-shots-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli.ts', 'demo'], {
    cwd: root,
    env: { ...process.env, PORT: '0', FOYER_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const passwords = new Map<string, string>();
  const address = await new Promise<string>((resolve, reject) => {
    let found = '';
    child.once('exit', (code) => reject(new Error(`The demonstration ended (${code}).`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      found = /^ {2}Foyer +(http:\S+)/.exec(line)?.[1] ?? found;
      const account = PASSWORD_LINE.exec(line);
      if (account?.[1] !== undefined && account[2] !== undefined) passwords.set(account[1], account[2]);
      if (found !== '' && /Ctrl-C/.test(line)) resolve(found);
    });
  });
  return {
    address,
    passwords,
    stop: () => {
      child.removeAllListeners('exit');
      child.once('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
      child.kill('SIGTERM');
      child.kill('SIGTERM');
    },
  };
}

async function launch(): Promise<Browser> {
  const system = CHROMIUM.find((path) => existsSync(path));
  if (system !== undefined) return chromium.launch({ executablePath: system, args: ['--no-sandbox'] });
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, '--no-sandbox'] });
}

interface Look {
  readonly suffix: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

const usual: readonly Look[] = [{ suffix: '', ...WIDE, scheme: 'light' }];
/** At 200 % a window of 1366 points has room for 683. */
const thorough: readonly Look[] = [
  { suffix: '-clair', ...WIDE, scheme: 'light' },
  { suffix: '-sombre', ...WIDE, scheme: 'dark' },
  { suffix: '-zoom', width: 683, height: 384, scheme: 'light' },
];

async function take(browser: Browser, demo: Demo, shot: Shot, looks: readonly Look[], folder: string): Promise<void> {
  const language = shot.language ?? 'fr';
  for (const { suffix, width, height, scheme } of looks) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    });
    await context.addInitScript(`localStorage.setItem('foyer.language', '${language}')`);
    const page = await context.newPage();
    await page.goto(new URL(shot.path, demo.address).href);
    if (shot.login !== '') {
      await page.locator('input[name="login"]').fill(shot.login);
      await page.locator('input[name="password"]').fill(demo.passwords.get(shot.login) ?? '');
      await page.keyboard.press('Enter');
      await page.locator('header nav').waitFor();
    }
    await page.waitForTimeout(SETTLE_MS);
    await shot.act?.(page);
    // A window's worth for the documents; the whole page where it is looked at.
    await page.screenshot({ path: join(folder, `${shot.name}${suffix}.png`), fullPage: suffix !== '' });
    await context.close();
  }
}

async function main(): Promise<void> {
  const [all, folderName] = process.argv.slice(2);
  const isThorough = all === '--all';
  const folder = isThorough ? (folderName ?? join(tmpdir(), 'foyer-screenshots')) : join(root, 'docs/images');
  mkdirSync(folder, { recursive: true });
  const demo = await startDemo();
  const browser = await launch();
  try {
    await new Promise<void>((resolve) => setTimeout(resolve, WARM_UP_MS));
    for (const shot of shots) {
      await take(browser, demo, shot, isThorough ? thorough : usual, folder);
      process.stdout.write(`${shot.name}\n`);
    }
  } finally {
    await browser.close();
    demo.stop();
  }
}

await main();
