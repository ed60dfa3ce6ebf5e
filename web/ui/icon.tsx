const paths = {
  alert: 'M12 3 2 20h20L12 3zm0 7v4m0 3v.5',
  bolt: 'M13 2 5 14h6l-1 8 8-12h-6l1-8z',
  browser: 'M3 5h18v14H3zM3 9h18M6 7h.01M9 7h.01',
  check: 'm5 12 5 5 9-11',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 4v5l3 2',
  close: 'M6 6l12 12M18 6 6 18',
  dot: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  ear: 'M7 10a5 5 0 0 1 10 0c0 4-4 4-4 8a3 3 0 0 1-5 2M10 10a2 2 0 0 1 4 0',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zm10-3a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  flag: 'M5 21V4h12l-2 4 2 4H5',
  hand: 'M8 12V5a1.500 1.500 0 0 1 3 0v5V4a1.500 1.500 0 0 1 3 0v6V5a1.500 1.500 0 0 1 3 0v9c0 4-2 7-6 7-3 0-4.500-1.500-6-4l-2-4c-.500-1.200 1-2.200 2-1l1 1',
  hangUp: 'M3 15c5-5 13-5 18 0l-2.500 2.500-3.500-1.500v-2.500a11 11 0 0 0-6 0V16l-3.500 1.500z',
  headset: 'M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v5H5a1 1 0 0 1-1-1zm16 0h-3v5h2a1 1 0 0 0 1-1zm-3 5c0 2-2 2.500-4 2.500',
  lineLost: 'M3 3l18 18M8 5.500 6 4 4 6c0 4 2 8 5 10.500M13 15l2-1 5 2.500L18.500 20c-2 .300-4-.400-6-1.500',
  logout: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h10',
  minus: 'M6 12h12',
  pause: 'M8 5v14M16 5v14',
  pen: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  phone: 'M5 4l3-1 2 5-2 1.500a12 12 0 0 0 6.500 6.500L16 14l5 2-1 3c-9 2-17-6-15-15z',
  ghost: 'M6 20v-9a6 6 0 0 1 12 0v9l-3-2-3 2-3-2zM10 11h.01M14 11h.01',
  play: 'M8 5l11 7-11 7z',
  ring: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4',
  stop: 'M6 6h12v12H6z',
  swap: 'M4 8h14l-3-3M20 16H6l3 3',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4-6 8-6s7 2 8 6',
} as const;

export type IconName = keyof typeof paths;
export const iconNames = Object.keys(paths) as readonly IconName[];

/** Drawn beside its word, so hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
