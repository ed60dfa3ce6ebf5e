import { useEffect, useEffectEvent } from 'react';

/** `F2`, or `Ctrl+Shift+O`; letters are never used alone (WCAG 2.1.4). */
export function useKey(key: string, act: (() => void) | undefined): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (act === undefined || event.repeat || nameOf(event) !== key) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function nameOf({ key, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent): string {
  const held = [ctrlKey && 'Ctrl', altKey && 'Alt', metaKey && 'Meta', shiftKey && 'Shift'].filter(
    (each) => each !== false,
  );
  return [...held, key.length === 1 ? key.toUpperCase() : key].join('+');
}
