// A data folder of a few sentences for tests of the relevance bench, and a peer that ranks them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDocument } from '../../bench/data-set.ts';
import type { Peer } from '../../bench/peers/peer.ts';
import { below, createRandom, shuffled } from '../../bench/random.ts';

export const TEA: readonly BenchDocument[] = [
  { id: 'd1', title: '武夷岩茶', text: '武夷岩茶生长在岩缝之中，制作要经过萎凋、做青和焙火。' },
  { id: 'd2', title: '西湖龙井', text: '西湖龙井产于杭州西湖周边的山里，是绿茶，炒制时不经过发酵。' },
  { id: 'd3', title: '普洱茶', text: '普洱茶产于云南，可以存放多年，存放时慢慢发酵。' },
  { id: 'd4', title: '', text: '采茶的季节在春天，茶农清早上山，中午炒制。' },
  { id: 'd5', title: '紫砂壶', text: '宜兴的紫砂壶适合泡岩茶和普洱茶，壶壁会吸附茶香。' },
  { id: 'd6', title: '茶馆', text: '' },
];

const QUERIES = [
  { id: 'q1', text: '岩茶怎么制作' },
  { id: 'q2', text: '龍井產於哪裡' },
  { id: 'q3', text: '“紫砂壶”适合泡什么茶' },
  { id: 'q4', text: '咖啡' },
];
const QRELS = 'q1\td1\t2\nq1\td5\t1\nq2\td2\t1\nq3\td5\t1\nq3\td1\t0\nq4\td6\t0\n';

/** Write a set: the documents above, or others with the same queries. */
export function writeSet(folder: string, set: string, documents: readonly BenchDocument[] = TEA): void {
  mkdirSync(join(folder, set), { recursive: true });
  const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  writeFileSync(join(folder, set, 'corpus.jsonl'), lines(documents));
  writeFileSync(join(folder, set, 'queries.jsonl'), lines(QUERIES));
  writeFileSync(join(folder, set, 'qrels.tsv'), QRELS);
}

const THINGS =
  '瓷器 丝绸 家具 诗集 铜镜 园林 运河 博物馆 图书馆 茶叶 葡萄 地铁 公园 医院 学校 工厂 码头 机场 桥梁 隧道 灯塔 钟楼 书法 国画 剪纸 皮影 昆曲 京剧 古琴 围棋 篮球 足球 游泳 马拉松 火锅 月饼 粽子 豆腐 牛肉 大米 小麦 棉花 苹果 西瓜 熊猫 大象 老虎 骆驼 沙漠 草原 森林 湖泊 瀑布 火山 地震 台风 暴雨 冰雪 钢琴 二胡 琵琶 毛笔 宣纸 砚台 折扇 雨伞 自行车 火车 轮船 飞机 卫星 火箭 电池 芯片 眼镜 手表 钥匙 报纸'.split(
    ' ',
  );
const PEOPLE = '王小川 陈大海 李明亮 赵国强 周文斌'.split(' ');

/** Documents in which few nouns meet: keywords can be cut from them. */
export function documentsOfThings(count: number): BenchDocument[] {
  const random = createRandom(3);
  return Array.from({ length: count }, (_, i) => {
    const [a, b, c] = shuffled(THINGS, random);
    const person = i % 40 === 0 ? PEOPLE[below(random, PEOPLE.length)] : '他们';
    return { id: `k${i}`, title: `关于${a}`, text: `${person}说起了${a}和${b}，也说起了${c}。` };
  });
}

export interface FakePeer extends Peer {
  /** What it was given and asked, in order. */
  readonly opened: BenchDocument[][];
  readonly asked: { texts: string[]; limit: number; variant: string | undefined }[];
  closed: number;
}

/** Ranks by how many characters of the query a document has; its variant `worst` the other way round. */
export function fakePeer(name: string, variants?: readonly string[]): FakePeer {
  const peer: FakePeer = {
    name,
    ...(variants ? { variants } : {}),
    opened: [],
    asked: [],
    closed: 0,
    async open(documents) {
      peer.opened.push([...documents]);
      return {
        async search(queries, limit, variant) {
          peer.asked.push({ texts: queries.map(({ text }) => text), limit, variant });
          return queries.map(({ text }) => {
            const shared = (document: BenchDocument): number =>
              [...text].filter((character) => (document.title + document.text).includes(character)).length;
            const sorted = [...documents].sort((a, b) => shared(b) - shared(a) || (a.id < b.id ? -1 : 1));
            return (variant === 'worst' ? sorted.reverse() : sorted).slice(0, limit).map(({ id }) => id);
          });
        },
        async close() {
          peer.closed++;
        },
      };
    },
  };
  return peer;
}
