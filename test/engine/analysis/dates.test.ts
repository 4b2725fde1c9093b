import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datePartTerms, dateQueryTerms, dateTerms, findDates } from '../../../engine/analysis/dates.ts';
import { fold } from '../../../engine/analysis/fold.ts';

const found = (text: string): string[] => {
  const folded = fold(text);
  return findDates(folded).map(
    (m) => `${text.slice(m.start, m.end)} ${[m.year ?? '-', ...[m.month, m.day].filter((n) => n !== null)].join('/')}`,
  );
};

describe('findDates', () => {
  it.each([
    ['2017年11月25日方世忠区长', ['2017年11月25日 2017/11/25']],
    ['于2017年1月5号', ['2017年1月5号 2017/1/5']],
    ['2017 年 11 月 25 日', ['2017 年 11 月 25 日 2017/11/25']],
    ['２０１７年１１月２５日', ['２０１７年１１月２５日 2017/11/25']],
    ['11月25日', ['11月25日 -/11/25']],
    ['17年11月25日', ['11月25日 -/11/25']],
    ['去年十一月二十五日', ['十一月二十五日 -/11/25']],
    ['二〇一七年十一月二十五日', ['二〇一七年十一月二十五日 2017/11/25']],
    ['二零一七年十月十日', ['二零一七年十月十日 2017/10/10']],
    ['二○一七年五月三十一號', ['二○一七年五月三十一號 2017/5/31']],
    ['2017-11-25', ['2017-11-25 2017/11/25']],
    ['2017-11-25T10:00', ['2017-11-25 2017/11/25']],
    ['2017/1/5', ['2017/1/5 2017/1/5']],
    ['2017.11.25', ['2017.11.25 2017/11/25']],
    ['期号20171125期', ['20171125 2017/11/25']],
    ['2016年2月29日', ['2016年2月29日 2016/2/29']],
    ['2月29日', ['2月29日 -/2/29']],
    ['11月25日至11月27日', ['11月25日 -/11/25', '11月27日 -/11/27']],
    ['九十2017年11月25日', ['2017年11月25日 2017/11/25']],
    ['十二月廿六日', ['十二月廿六日 -/12/26']],
    ['一九八七年三月卅一日', ['一九八七年三月卅一日 1987/3/31']],
    ['2017.11.25-2017.11.28', ['2017.11.25 2017/11/25', '2017.11.28 2017/11/28']],
    ['2017-11-25-2017-11-28', ['2017-11-25 2017/11/25', '2017-11-28 2017/11/28']],
  ])('finds the days of %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['2021年6月', ['2021年6月 2021/6']],
    ['于二〇二一年六月', ['二〇二一年六月 2021/6']],
    ['2021 年 6 月份', ['2021 年 6 月 2021/6']],
    ['2017年11月3家公司', ['2017年11月 2017/11']],
    ['2020-01', ['2020-01 2020/1']],
    ['2020/1', ['2020/1 2020/1']],
    ['1987年', ['1987年 1987']],
    ['一九八七年夏天', ['一九八七年 1987']],
    ['二零一七年度', ['二零一七年 2017']],
    ['2016—2017年', ['2017年 2017']],
    ['2017年2月29日', ['2017年 2017']],
    ['1900年2月29日', ['1900年 1900']],
    ['2017年6月到8月', ['2017年6月 2017/6']],
  ])('finds the months and years of %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    '13月1日',
    '4月31日',
    '0月5日',
    '11月0日',
    '111月25日',
    '11月255日',
    '二十一月一日',
    '11月份25日',
    '岁月如日',
    '2017-13-01',
    '2017-11/25',
    '192.168.11.25',
    '2017.11.25.3',
    '2017-11-25-03',
    '03-2017-11-25',
    '卅二月一日',
    '二廿月一日',
    '2008-09',
    '2020-13',
    '2020.1',
    '3.1987年',
    '11987年',
    '987年',
    '3987年',
    '一二三四年级',
    '六月',
    '12017-11-25',
    '220171125',
    '20171125.5',
    'id20171125',
    '20171325',
    '30171125',
    '月日',
    '',
  ])('finds no day in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('never fails, and covers existing days in order, on any text', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'0123456789年月日号一二三十〇零-/. '),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        let last = 0;
        for (const { start, end, year, month, day } of findDates(fold(text))) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          const civil = new Date(Date.UTC(year ?? 2000, (month ?? 1) - 1, day ?? 1));
          expect([civil.getUTCMonth() + 1, civil.getUTCDate()]).toEqual([month ?? 1, day ?? 1]);
          expect(year ?? month).not.toBeNull();
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('finds every day however it is written', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    const pad = (n: number): string => String(n).padStart(2, '0');
    fc.assert(
      fc.property(day, (date) => {
        const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const forms = [`${y}年${m}月${d}日`, `${y}-${pad(m)}-${pad(d)}`, `${y}/${m}/${d}`, `${y}${pad(m)}${pad(d)}`];
        for (const form of forms) {
          const [mention, ...others] = findDates(`在${form}的`);
          expect(mention).toMatchObject({ start: 1, end: 1 + form.length, year: y, month: m, day: d });
          expect(others).toEqual([]);
        }
      }),
    );
  });
});

describe('date terms', () => {
  const mention = (text: string) => findDates(text)[0]!;
  const termsOf = (text: string): string[] => dateTerms(mention(text)).map(({ term }) => term);
  const answers = (article: string, query: string): boolean =>
    dateQueryTerms(mention(query)).some((term) => termsOf(article).includes(term));

  it('files a mention under its keys', () => {
    expect(termsOf('2017年1月5日')).toEqual(['@2017-01-05', '@*-01-05', '@2017-01', '2017年']);
    expect(termsOf('1月5日')).toEqual(['@--01-05', '@*-01-05']);
    expect(termsOf('2017年1月')).toEqual(['@2017-01', '2017年']);
    expect(termsOf('二〇一七年')).toEqual(['2017年']);
  });

  it.each([
    ['2017年1月5日', ['2017年1月5日', '2017年1月5日', '2017年1月', '2017年']],
    ['2017-01-05', ['2017-01-05', '2017-01-05', '2017-01', '2017']],
    ['20170105', ['20170105', '20170105', '201701', '2017']],
    ['2017/1', ['2017/1', '2017']],
    ['1月5日', ['1月5日', '1月5日']],
  ])('tells what of %s says each of them', (text, stretches) => {
    expect(dateTerms(mention(text)).map(({ start, end }) => text.slice(start, end))).toEqual(stretches);
  });

  it('answers a full date by that day and by yearless mentions, a yearless date by every year', () => {
    expect(answers('2017年1月5日', '2017-01-05')).toBe(true);
    expect(answers('1月5日', '2017-01-05')).toBe(true);
    expect(answers('2016年1月5日', '2017-01-05')).toBe(false);
    expect(answers('2016年1月5日', '1月5日')).toBe(true);
    expect(answers('1月5日', '1月5日')).toBe(true);
    expect(answers('1月6日', '1月5日')).toBe(false);
  });

  it('answers a month by every day in it, and a year by every month and day', () => {
    expect(answers('2017-01-05', '2017年1月')).toBe(true);
    expect(answers('二〇一七年一月', '2017年1月')).toBe(true);
    expect(answers('2017年2月5日', '2017年1月')).toBe(false);
    expect(answers('2017年', '2017年1月')).toBe(false);
    expect(answers('二〇一七年一月五日', '2017年')).toBe(true);
    expect(answers('2017/1', '二〇一七年')).toBe(true);
    expect(answers('2016年', '2017年')).toBe(false);
  });

  it('names the parts of a month, of nothing else', () => {
    expect(datePartTerms(mention('2021年6月'))).toEqual(['2021年', '6月']);
    expect(datePartTerms(mention('2021年6月9日'))).toEqual([]);
    expect(datePartTerms(mention('2021年'))).toEqual([]);
  });
});
