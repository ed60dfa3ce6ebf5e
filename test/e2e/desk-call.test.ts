import axe from 'axe-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type DemoProcess, startDemo } from './demo-process.ts';
import { type DeskHouse, openHouse } from './desk-house.ts';
import { type DeskWords, deskWords } from './desk-words.ts';
import { COUNT_POINTERS, tabTo } from './keyboard.ts';

/** A donor answers within this, on the slowest machine. */
const CALL_LIMIT_MS = 60_000;
/** Some donors hang up before anything can be agreed. */
const MOST_CALLS = 6;

let demo: DemoProcess;
let browser: Browser;
let house: DeskHouse;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  [demo, browser] = await Promise.all([
    startDemo('--speed', '4', '--agents', '1', '--seed', '7', '--no-donors'),
    launchBrowser(),
  ]);
  house = await openHouse(demo);
  await house.newScript('Passage au prélèvement, essai');
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  await context.addInitScript(COUNT_POINTERS);
  page = await newPage();
}, 60_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(`failed-${task.id}`);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function newPage(): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(10_000);
  opened.on('pageerror', (error) => errors.push(error.message));
  return opened;
}

const state = (name: string) => page.locator(`.state-panel[data-state="${name}"]`);
const press = (...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
const enter = async (wanted: Locator) => {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
};

/** What axe finds on the page as it is, of what keeps people out. */
async function serious(): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}

async function picture(name: string): Promise<void> {
  const folder = process.env['DESK_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** From the opening to the legal statement, and the tick that it was read; false where the donor hung up before. */
async function readScript(words: DeskWords): Promise<boolean> {
  await state('talking').waitFor({ timeout: CALL_LIMIT_MS });
  const reached = (id: string) =>
    page.locator(`.script[data-step="${id}"], .state-panel:not([data-state="talking"])`).first().waitFor();
  await reached('accueil');
  for (const id of ['enregistrement', 'merci', 'ecoute', 'besoin', 'demande-1']) {
    await press(id === 'besoin' ? 'ArrowDown' : 'F3');
    await reached(id);
  }
  // An objection on its figure, answered, and on to the second ask.
  await press('1');
  await page.getByText('nous vous appellerons moins').or(state('wrap-up')).first().waitFor();
  await press('F3');
  await reached('demande-2');
  if (!(await state('talking').isVisible())) return false;
  await page.getByRole('list', { name: words.ladder }).or(state('wrap-up')).first().waitFor();
  await picture(`desk-script-${words.languageButton}`);
  await enter(page.getByRole('button', { name: 'Oui', exact: true }));
  await reached('mention-legale');
  await page.getByRole('button', { name: words.tick }).or(state('wrap-up')).first().waitFor();
  await press('F3');
  await page.getByRole('button', { name: words.next }).or(state('wrap-up')).first().waitFor();
  return state('talking').isVisible();
}

/** Gives a call that came to nothing its result, and is ready again. */
async function nextCall(): Promise<void> {
  await state('wrap-up').waitFor();
  await page.keyboard.type('bmo');
  await press('Enter', 'F2');
  await state('wrap-up').waitFor({ state: 'detached' });
}

async function callWithScriptRead(words: DeskWords): Promise<void> {
  for (let call = 1; call <= MOST_CALLS; call++) {
    try {
      if (await readScript(words)) return;
    } catch (problem) {
      // Whoever hangs up in the middle of a step takes its buttons away.
      if (await state('talking').isVisible()) throw problem;
    }
    await nextCall();
  }
  throw new Error(`${MOST_CALLS} donors hung up before the legal statement was read.`);
}

describe('a call, from ready to the signed promise, by the keyboard alone', () => {
  it('begins with what is new in the script: no line before the questions are answered', async () => {
    const words = deskWords.fr;
    await page.goto(demo.address);
    await page.getByLabel('Identifiant').waitFor();
    await tabTo(page, page.getByLabel('Identifiant'));
    await page.keyboard.type('conseiller');
    await tabTo(page, page.getByLabel('Mot de passe', { exact: true }));
    await page.keyboard.type(demo.passwords.get('conseiller') ?? '');
    await press('Enter');
    await page.getByRole('heading', { name: words.briefing }).waitFor();
    expect(await page.getByRole('button', { name: words.open }).count()).toBe(0);
    expect(await serious()).toEqual([]);
    await picture('desk-briefing');
    const radios = page.locator('.quiz input[type="radio"]');
    await tabTo(page, radios.nth(0));
    await press('Space', 'Tab', 'ArrowDown', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Enter');
    await page.getByText(words.wrong).waitFor();
    await press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'ArrowDown');
    await enter(page.getByRole('button', { name: words.submitQuiz }));
    await enter(page.getByRole('button', { name: words.open }));
    await state('not-ready').waitFor();
    expect(await serious()).toEqual([]);
    await press('F2');
  });

  it.each(['fr', 'en'] as const)('signs a promise (%s)', async (language) => {
    const words = deskWords[language];
    await enter(page.getByRole('button', { name: words.languageButton }));
    await callWithScriptRead(words);
    expect(await serious()).toEqual([]);

    // A wrong amount is named and stays; so does what is typed over a reload, with the step of the script.
    await press('F6');
    const amount = page.getByLabel(words.amount, { exact: true });
    await amount.waitFor();
    await press('Control+A');
    await page.keyboard.type('huit');
    await press('Enter');
    await page.getByText(words.badAmount).waitFor();
    expect(await amount.inputValue()).toBe('huit');
    await press('Control+A');
    await page.keyboard.type('900');
    await press('Enter');
    await page.getByText(words.tooMuch).waitFor();
    await press('Control+A');
    await page.keyboard.type('7,50');
    expect(await serious()).toEqual([]);
    await picture(`desk-promise-${language}`);
    await page.reload();
    await amount.waitFor();
    expect(await amount.inputValue()).toBe('7,50');

    await tabTo(page, page.getByLabel(words.phone));
    await page.keyboard.type('06 12 34 56 78');
    await press('Enter');
    const steps = page.locator('.signature [data-done]');
    await steps.getByText(words.sent).waitFor();
    const link = await house.openLink();
    await steps.getByText(words.opened).waitFor();
    await house.typeIban(link);
    await steps.getByText(words.ibanTyped).waitFor();
    await house.sign(link);
    await steps.getByText(words.signed).waitFor();
    await picture(`desk-signed-${language}`);
    if (await state('talking').isVisible()) await press('F4');
    await state('wrap-up').waitFor();
    await page.getByText(words.suggested).waitFor();
    expect(await serious()).toEqual([]);
    await picture(`desk-wrap-up-${language}`);
    await press('F2');
    await state('wrap-up').waitFor({ state: 'detached' });
  });

  it('keeps what was typed when another tab takes the desk over and when the line to the server is lost', async () => {
    const words = deskWords.en;
    await state('talking').waitFor({ timeout: CALL_LIMIT_MS });
    await press('F7');
    await page.keyboard.type(words.callback);
    await page.getByText(words.understood).waitFor();
    await picture('desk-callback');
    expect(await serious()).toEqual([]);

    const first = page;
    page = await newPage();
    await page.goto(demo.address);
    await page.getByText(words.secondTab).waitFor();
    await picture('desk-second-tab');
    expect(await page.getByRole('button', { name: words.vulnerable }).isDisabled()).toBe(true);
    expect(await serious()).toEqual([]);
    await enter(page.getByRole('button', { name: words.resume }));
    await page.getByText(words.understood).waitFor();
    await first.getByText(words.secondTab).waitFor();
    await first.close();

    const said = page.locator('.callback-picker input').first();
    await page.context().setOffline(true);
    await page.getByText(words.offline).waitFor();
    await picture('desk-offline');
    expect(await said.inputValue()).toBe(words.callback);
    await page.context().setOffline(false);
    await page.getByText(words.offline).waitFor({ state: 'detached' });
    expect(await said.inputValue()).toBe(words.callback);
  });

  it('protects a fragile person from any field: nothing is asked any more', async () => {
    const words = deskWords.en;
    await press('Control+Shift+F');
    await page.getByRole('button', { name: words.confirmVulnerable }).waitFor();
    await press('Enter');
    await page.getByText(words.protectedNow).waitFor();
    expect(await page.getByRole('list', { name: words.ladder }).count()).toBe(0);
    expect(await page.locator('.objections').count()).toBe(0);
    await picture('desk-protected');
    expect(await serious()).toEqual([]);
    if (await state('talking').isVisible()) await press('F4');
    await page.getByText(words.suggestedCare).waitFor();
    await enter(page.getByRole('button', { name: words.save, exact: true }));
    await state('wrap-up').waitFor({ state: 'detached' });
  });

  it('has used no pointer and made no error', async () => {
    expect(await page.evaluate('window.pointers')).toBe(0);
    expect(errors).toEqual([]);
  });
});
