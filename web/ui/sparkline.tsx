interface Series {
  readonly values: readonly number[];
  readonly className: string;
}

const WIDTH = 240;
const HEIGHT = 44;

/** Small lines on one scale, oldest at the left; `label` says in words what is drawn. */
export function Sparkline({ series, label }: { readonly series: readonly Series[]; readonly label: string }) {
  const top = Math.max(1, ...series.flatMap(({ values }) => values));
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {series.map(({ values, className }) => (
        <g key={className} className={className}>
          <polygon points={`0,${HEIGHT} ${pointsOf(values, top)} ${WIDTH},${HEIGHT}`} />
          <polyline points={pointsOf(values, top)} />
        </g>
      ))}
    </svg>
  );
}

function pointsOf(values: readonly number[], top: number): string {
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  return values
    .map((value, index) => `${(index * step).toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 6)).toFixed(1)}`)
    .join(' ');
}
