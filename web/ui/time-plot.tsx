export interface PlotSeries {
  readonly id: string;
  readonly name: string;
  /** Beside the name: the value now, in the reader's words. */
  readonly now: string;
  /** One value for each instant; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** Drawn as an area on top of the areas before it. */
  readonly stacked?: boolean;
}

interface TimePlotProps {
  readonly title: string;
  /** Instants, the oldest first; all within the window. */
  readonly times: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly series: readonly PlotSeries[];
  /** The scale reaches so far at least. */
  readonly leastTop: number;
  readonly format: (value: number) => string;
}

const WIDTH = 600;
const HEIGHT = 110;

/** Lines and stacked areas over one stretch of time, with a scale and the values of now. */
export function TimePlot({ title, times, from, to, series, leastTop, format }: TimePlotProps) {
  const bases = basesOf(series, times.length);
  const top = topOf(series, bases, leastTop);
  const x = (at: number) => ((at - from) / Math.max(1, to - from)) * WIDTH;
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  return (
    <figure className="time-plot">
      <figcaption>
        <strong>{title}</strong>
        {series.map(({ id, name, now }) => (
          <span key={id} className="plot-key" data-series={id}>
            {name} <b>{now}</b>
          </span>
        ))}
      </figcaption>
      <div className="plot-area">
        <span className="plot-scale" aria-hidden="true">
          <span>{format(top)}</span>
          <span>{format(top / 2)}</span>
          <span>{format(0)}</span>
        </span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title} : ${series.map(({ name, now }) => `${name} ${now}`).join(', ')}`}
        >
          <path className="plot-grid" d={`M0 0H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT}H${WIDTH}`} />
          {series.map(({ id, values, stacked }, index) => {
            const base = bases[index] ?? [];
            return (
              <g key={id} data-series={id}>
                {stacked === true && <path className="plot-fill" d={area(times, values, base, x, y)} />}
                <path className="plot-line" d={line(times, values, base, x, y)} />
              </g>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

/** What each stacked area stands on; 0 for lines. */
function basesOf(series: readonly PlotSeries[], length: number): readonly (readonly number[])[] {
  let sum = new Array<number>(length).fill(0);
  return series.map(({ values, stacked }) => {
    if (stacked !== true) return new Array<number>(length).fill(0);
    const base = sum;
    sum = sum.map((each, index) => each + (values[index] ?? 0));
    return base;
  });
}

function topOf(series: readonly PlotSeries[], bases: readonly (readonly number[])[], least: number): number {
  let top = least;
  series.forEach(({ values }, index) => {
    values.forEach((value, at) => {
      if (value !== null) top = Math.max(top, value + (bases[index]?.[at] ?? 0));
    });
  });
  return top;
}

type Place = (value: number) => number;

function line(
  times: readonly number[],
  values: readonly (number | null)[],
  base: readonly number[],
  x: Place,
  y: Place,
): string {
  let path = '';
  let isDown = false;
  times.forEach((at, index) => {
    const value = values[index] ?? null;
    if (value === null) {
      isDown = false;
      return;
    }
    path += `${isDown ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value + (base[index] ?? 0)).toFixed(1)}`;
    isDown = true;
  });
  return path;
}

function area(
  times: readonly number[],
  values: readonly (number | null)[],
  base: readonly number[],
  x: Place,
  y: Place,
): string {
  if (times.length < 2) return '';
  const upper = times.map(
    (at, index) => `${x(at).toFixed(1)} ${y((values[index] ?? 0) + (base[index] ?? 0)).toFixed(1)}`,
  );
  const lower = times.map((at, index) => `${x(at).toFixed(1)} ${y(base[index] ?? 0).toFixed(1)}`).reverse();
  return `M${[...upper, ...lower].join('L')}Z`;
}
