// A line chart with logarithmic axes as SVG text: names stand at the lines' ends, and the colours are readable on light
// and on dark pages, which the viewer's own setting chooses between.

export interface Line {
  name: string;
  /** Above 0, by x. */
  points: readonly (readonly [x: number, y: number])[];
  /** The last point is where the line ends for a reason: it is crossed out. */
  stops: boolean;
  /** The one that the chart is about, in a colour of its own. */
  isOurs: boolean;
  /** A number that the name has in every chart: it chooses the colour. */
  colour: number;
  /** Drawn in dashes: measured under other conditions. */
  dashed: boolean;
}

export interface Chart {
  title: string;
  lines: readonly Line[];
  formatX: (x: number) => string;
  formatY: (y: number) => string;
}

export const CHART_WIDTH = 460;
export const CHART_HEIGHT = 380;
const PLOT = { left: 64, right: CHART_WIDTH - 96, top: 40, bottom: CHART_HEIGHT - 36 };
/** Between two names, pixels. */
const LABEL_HEIGHT = 14;
/** Told apart by people who do not see all colours (Okabe and Ito), ours apart from the others. */
const COLOURS = ['#0072b2', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#999999', '#8c6d31'];
const OURS = '#d55e00';

/** Several charts side by side in one document. */
export function drawCharts(charts: readonly Chart[], caption: string): string {
  const width = CHART_WIDTH * charts.length;
  const height = CHART_HEIGHT + 24;
  const drawn = charts.map((chart, at) => `<g transform="translate(${at * CHART_WIDTH} 0)">${drawChart(chart)}</g>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(charts.map(({ title }) => title).join('; '))}">`,
    '<style>text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-weight:600;font-size:13px}.grid{stroke:#8b949e;stroke-opacity:.3}path{fill:none}',
    '@media (prefers-color-scheme:dark){text{fill:#e6edf3}}</style>',
    ...drawn,
    `<text x="${PLOT.left}" y="${height - 8}">${escapeXml(caption)}</text>`,
    '</svg>\n',
  ].join('\n');
}

function drawChart({ title, lines, formatX, formatY }: Chart): string {
  const points = lines.flatMap(({ points }) => points);
  const toX = scale(
    points.map(([x]) => x),
    PLOT.left + 8,
    PLOT.right,
  );
  const toY = scale(
    points.map(([, y]) => y),
    PLOT.bottom,
    PLOT.top + 8,
  );
  const xs = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
  const grid = [
    ...xs.map((x) => {
      const at = round(toX(x));
      return `<path class="grid" d="M${at} ${PLOT.top}V${PLOT.bottom}"/><text x="${at}" y="${PLOT.bottom + 18}" text-anchor="middle">${escapeXml(formatX(x))}</text>`;
    }),
    ...roundNumbers(points.map(([, y]) => y)).map((y) => {
      const at = round(toY(y));
      return `<path class="grid" d="M${PLOT.left} ${at}H${PLOT.right}"/><text x="${PLOT.left - 6}" y="${at + 4}" text-anchor="end">${escapeXml(formatY(y))}</text>`;
    }),
  ];
  const colourOf = ({ isOurs, colour }: Line): string => (isOurs ? OURS : COLOURS[colour % COLOURS.length]);
  const drawn = lines.map((line) => drawLine(line, colourOf(line), toX, toY));
  const ends = lines.map((line) => {
    const [x, y] = line.points[line.points.length - 1];
    return { line, x: toX(x) + 10, y: toY(y) };
  });
  const names = spreadOut(ends).map(
    ({ line, x, y }) =>
      `<text x="${round(x)}" y="${round(y + 4)}" style="fill:${colourOf(line)}${line.isOurs ? ';font-weight:700' : ''}">${escapeXml(line.name)}</text>`,
  );
  return [`<text class="title" x="${PLOT.left}" y="20">${escapeXml(title)}</text>`, ...grid, ...drawn, ...names].join(
    '\n',
  );
}

function drawLine(line: Line, colour: string, toX: (x: number) => number, toY: (y: number) => number): string {
  const places = line.points.map(([x, y]) => [round(toX(x)), round(toY(y))] as const);
  const path = places.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const dashes = line.dashed ? ' stroke-dasharray="5 4"' : '';
  const [endX, endY] = places[places.length - 1];
  const marks = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${line.isOurs ? 4 : 3}" fill="${colour}"/>`);
  if (line.stops)
    marks.push(
      `<path stroke="${colour}" stroke-width="2" d="M${endX - 6} ${endY - 6}l12 12M${endX - 6} ${endY + 6}l12 -12"/>`,
    );
  return `<path stroke="${colour}" stroke-width="${line.isOurs ? 3 : 1.5}"${dashes} d="${path}"/>${marks.join('')}`;
}

/** A logarithmic scale over all values, a little wider than they are. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const logs = values.map(Math.log10);
  const least = Math.min(...logs);
  const span = Math.max(...logs) - least || 1;
  return (value) => from + ((Math.log10(value) - least) / span) * (to - from);
}

/** Powers of ten between the values; where these are few, twice and five times such powers too. */
function roundNumbers(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const between = (factors: readonly number[]): number[] =>
    Array.from({ length: 14 }, (_, power) => factors.map((factor) => factor * 10 ** power))
      .flat()
      .filter((value) => value >= least && value <= most);
  const powers = between([1]);
  return powers.length >= 3 ? powers : between([1, 2, 5]);
}

/** Names as near to their lines' ends as they can be without standing over one another. */
function spreadOut<T extends { x: number; y: number }>(labels: readonly T[]): T[] {
  const sorted = labels.map((label) => ({ ...label })).sort((a, b) => a.x - b.x || a.y - b.y);
  for (let pass = 0; pass < 50; pass++)
    for (let at = 1; at < sorted.length; at++) {
      if (sorted[at].x !== sorted[at - 1].x) continue;
      const missing = LABEL_HEIGHT - (sorted[at].y - sorted[at - 1].y);
      if (missing <= 0) continue;
      sorted[at].y += missing / 2;
      sorted[at - 1].y -= missing / 2;
    }
  return sorted;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
