/* Line and dot charts as plain SVG text. */

export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Points beside the line, drawn as rings: not to be compared with the others. */
  readonly aside?: readonly (readonly [x: number, y: number])[];
  readonly style: 'line' | 'dashed' | 'dots';
  /** The one the chart is about. */
  readonly strong?: boolean;
}

export interface Chart {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  /** Axes are logarithmic where they say so, from the first tick to the last. */
  readonly xLog?: boolean;
  readonly yLog?: boolean;
  readonly series: readonly Series[];
}

const WIDTH = 980;
const HEIGHT = 460;
const FRAME = { left: 62, top: 46, right: 622, bottom: 404 };
const LEGEND_X = 644;
const LEGEND_STEP = 22;
const RADIUS = 3;

type Scale = (value: number) => number;

function scaleOf(ticks: readonly number[], from: number, to: number, log: boolean): Scale {
  const of = (value: number) => (log ? Math.log(value) : value);
  const low = of(ticks[0] ?? 0);
  const high = of(ticks.at(-1) ?? 1);
  return (value) => {
    const share = (of(Math.max(log ? 1e-9 : Number.NEGATIVE_INFINITY, value)) - low) / (high - low);
    return from + Math.min(1, Math.max(0, share)) * (to - from);
  };
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const at = (value: number) => value.toFixed(1);

export function svgChart(chart: Chart): string {
  const x = scaleOf(chart.xTicks, FRAME.left, FRAME.right, chart.xLog ?? false);
  const y = scaleOf(chart.yTicks, FRAME.bottom, FRAME.top, chart.yLog ?? false);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" role="img" aria-label="${escaped(chart.title)}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(FRAME.left, 26, chart.title, 'start', ' font-size="16" font-weight="bold"'),
    ...grid(chart, x, y),
    ...chart.series.map((series) => drawn(series, x, y)),
    ...chart.series.map((series, n) => legend(series, FRAME.top + 8 + n * LEGEND_STEP)),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function text(x: number, y: number, words: string, anchor: string, more = ''): string {
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" fill="#222"${more}>${escaped(words)}</text>`;
}

function grid({ xTicks, yTicks, xTitle, yTitle }: Chart, x: Scale, y: Scale): string[] {
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="#ddd"/>`;
  const middle = (FRAME.top + FRAME.bottom) / 2;
  return [
    ...yTicks.flatMap((tick) => [
      line(FRAME.left, y(tick), FRAME.right, y(tick)),
      text(FRAME.left - 8, y(tick) + 4, String(tick), 'end'),
    ]),
    ...xTicks.flatMap((tick) => [
      line(x(tick), FRAME.top, x(tick), FRAME.bottom),
      text(x(tick), FRAME.bottom + 20, String(tick), 'middle'),
    ]),
    text((FRAME.left + FRAME.right) / 2, HEIGHT - 12, xTitle, 'middle'),
    text(18, middle, yTitle, 'middle', ` transform="rotate(-90 18 ${at(middle)})"`),
  ];
}

function drawn({ points, aside = [], colour, style, strong }: Series, x: Scale, y: Scale): string {
  const dots = points.map(([px, py]) => `<circle cx="${at(x(px))}" cy="${at(y(py))}" r="${RADIUS}" fill="${colour}"/>`);
  const rings = aside.map(
    ([px, py]) => `<circle cx="${at(x(px))}" cy="${at(y(py))}" r="${RADIUS}" fill="none" stroke="${colour}"/>`,
  );
  if (style === 'dots') return dots.join('\n');
  const path = points.map(([px, py], n) => `${n === 0 ? 'M' : 'L'}${at(x(px))} ${at(y(py))}`).join('');
  const line = `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${strong ? 3.5 : 1.6}"${dash(style)}/>`;
  return style === 'dashed' ? line : [line, ...dots, ...rings].join('\n');
}

function dash(style: Series['style']): string {
  return style === 'dashed' ? ' stroke-dasharray="6 4"' : '';
}

function legend({ name, colour, style, strong }: Series, y: number): string {
  const mark =
    style === 'dots'
      ? `<circle cx="${LEGEND_X + 12}" cy="${y}" r="${RADIUS}" fill="${colour}"/>`
      : `<line x1="${LEGEND_X}" y1="${y}" x2="${LEGEND_X + 24}" y2="${y}" stroke="${colour}" stroke-width="${strong ? 3.5 : 1.6}"${dash(style)}/>`;
  return `${mark}\n${text(LEGEND_X + 32, y + 4, name, 'start', strong ? ' font-weight="bold"' : '')}`;
}
