import { useEffect, useEffectEvent } from 'react';
import { useDeskMode } from './desk-mode.tsx';

/** `F2`, or `Ctrl+Shift+O`: works everywhere, in fields too. */
export function useKey(key: string, act: (() => void) | undefined): void {
  const { readOnly } = useDeskMode();
  usePressed((event) => {
    if (act === undefined || readOnly || event.repeat || nameOf(event) !== key) return;
    event.preventDefault();
    act();
  });
}

/** A key that types something else: only where nothing is typed or pressed, and only while the person wants such keys. */
export function useSingleKey(key: string, act: (() => void) | undefined): void {
  const { readOnly, singleKeys } = useDeskMode();
  usePressed((event) => {
    if (act === undefined || readOnly || !singleKeys || event.repeat || nameOf(event) !== key) return;
    if (takesKeys(event.target, key)) return;
    event.preventDefault();
    act();
  });
}

function usePressed(press: (event: KeyboardEvent) => void): void {
  const pressed = useEffectEvent(press);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented) pressed(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Fields take every key; buttons, links and lists take the space bar and the arrows. */
function takesKeys(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('textarea, select, [contenteditable]') !== null) return true;
  const field = target.closest('input');
  if (field !== null) return !['checkbox', 'radio', 'button'].includes(field.type) || !/^[0-9A-Z]$/.test(key);
  return key === ' ' && target.closest('button, a, summary') !== null;
}

function nameOf({ key, code, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent): string {
  // On a French keyboard the figures of the upper row are typed with Shift: the place of the key counts.
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  if (digit !== undefined && !ctrlKey && !altKey && !metaKey) return digit;
  const held = [ctrlKey && 'Ctrl', altKey && 'Alt', metaKey && 'Meta', shiftKey && 'Shift'].filter(
    (each) => each !== false,
  );
  return [...held, key.length === 1 ? key.toUpperCase() : key].join('+');
}
