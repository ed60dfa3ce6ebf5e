import type { Locator, Page } from 'playwright-core';

/** More stops than any page has, twice over: who begins behind the control comes round to it. */
const MOST_STOPS = 160;
/** Stops that a failure tells: a whole round. */
const TOLD = 40;
/** What has the focus, for the message of a failure. */
const FOCUSED = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return '-';
  return at.tagName.toLowerCase() + ' ' + (at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 30);
})()`;

/**
 * Goes to a control as a person without a mouse does: by the tab key alone. Waits until it is there and the page has
 * painted: the browser begins the round anew when the part of the page that had the focus is taken away under it.
 */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  const stops: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if ((await wanted.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
    if (stop >= MOST_STOPS - TOLD) stops.push(await page.evaluate<string>(FOCUSED));
  }
  throw new Error(`The tab key does not reach ${String(wanted)}. It stops at: ${stops.join(' | ')}`);
}

/** In the page: counts what only a pointer does. */
export const COUNT_POINTERS = `window.pointers = 0;
addEventListener('pointerdown', () => { window.pointers++; }, true);`;
