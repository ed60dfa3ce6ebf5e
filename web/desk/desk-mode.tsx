import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

const KEPT_AS = 'foyer.single-keys';

interface DeskMode {
  /** Another tab of this browser has the desk: everything can be read, nothing done. */
  readonly readOnly: boolean;
  /** Whether a single letter or figure is a key of its own; a person may switch that off (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  readonly setSingleKeys: (on: boolean) => void;
}

const DeskModeContext = createContext<DeskMode>({ readOnly: false, singleKeys: false, setSingleKeys: () => undefined });

export function DeskModeProvider({ readOnly, children }: { readonly readOnly: boolean; readonly children: ReactNode }) {
  const [singleKeys, setOn] = useState(() => localStorage.getItem(KEPT_AS) !== 'off');
  const mode = useMemo(
    () => ({
      readOnly,
      singleKeys,
      setSingleKeys: (on: boolean) => {
        localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
        setOn(on);
      },
    }),
    [readOnly, singleKeys],
  );
  return <DeskModeContext value={mode}>{children}</DeskModeContext>;
}

export function useDeskMode(): DeskMode {
  return useContext(DeskModeContext);
}
