import type { Locator, Page } from 'playwright-core';

/** More stops than any page has. */
const MOST_STOPS = 80;

/** Goes to a control as a person without a mouse does: by the tab key alone. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if ((await wanted.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The tab key does not reach ${String(wanted)}.`);
}

/** In the page: counts what only a pointer does. */
export const COUNT_POINTERS = `window.pointers = 0;
addEventListener('pointerdown', () => { window.pointers++; }, true);`;
