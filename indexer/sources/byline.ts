// The line under a headline of Chinese news and government pages: 来源：新华社 作者：张三 发布时间：2018-03-05 10:20 浏览：12次.
// A line that consists of such parts is no body text; its parts are facts of the article.

export interface Byline {
  date?: string;
  author?: string;
  source?: string;
}

const LABELS: [field: keyof Byline | null, names: string][] = [
  ['source', '信息来源|文章来源|稿件来源|稿源|来源|來源|出处|出處'],
  ['author', '作者|记者|記者|撰文|撰稿'],
  [
    'date',
    '发布时间|发布日期|發布時間|發佈時間|發布日期|發佈日期|发表时间|发表日期|發表時間|發表於|发表于|发布于|日期|时间|時間',
  ],
  [
    null,
    '责任编辑|責任編輯|责编|责任校对|编辑|編輯|审核|校对|浏览次数|浏览量|浏览|瀏覽|阅读次数|阅读量|阅读|閱讀|点击数|点击量|点击|點擊',
  ],
  [null, '字号|字體|字体|分享到|分享|打印|索引号|更新时间|更新日期|更新于'],
];
const FIELD_OF = new Map(LABELS.flatMap(([field, names]) => names.split('|').map((name) => [name, field] as const)));
const NAMES = [...FIELD_OF.keys()].sort((a, b) => b.length - a.length).join('|');
/** Not within a word: 资料来源 and 活动时间 are an author's own. */
const LABEL = new RegExp(String.raw`(?<!\p{Script=Han})(${NAMES})\s*[:：]`, 'gu');

const DATE = /^\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?/;
/** UTF-16 units: what is longer is a sentence that happens to have a colon. */
const LONGEST_VALUE = 40;
const LONGEST_LINE = 200;
/** Brackets around a value and signs between parts. */
const SIGNS = /^[\s【】[\]()（）|｜·•,，;；/-]+|[\s【】[\]()（）|｜·•,，;；/-]+$/g;

/** What a line says about its article, or undefined when it is no such line. */
export function readByline(line: string): Byline | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const labels = [...line.matchAll(LABEL)];
  if (labels.length === 0) return undefined;
  const byline: Byline = {};
  const before = line.slice(0, labels[0].index).replace(SIGNS, '');
  const date = DATE.exec(before)?.[0] ?? '';
  if (before.length > date.length) return undefined;
  if (date !== '') byline.date = date;
  for (const [at, { 0: label, 1: name, index }] of labels.entries()) {
    const value = line.slice(index + label.length, labels[at + 1]?.index).replace(SIGNS, '');
    if (value.length > LONGEST_VALUE || /[。！？!?]/.test(value)) return undefined;
    const field = FIELD_OF.get(name);
    if (field === 'date') {
      // 时间：周五晚上 is about an event, not about the article.
      const [day] = DATE.exec(value) ?? [];
      if (day === undefined) return undefined;
      byline.date ??= day;
    } else if (field && value !== '') byline[field] ??= value;
  }
  return byline;
}
