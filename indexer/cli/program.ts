// The command line as commander knows it: names, flags and help. What the commands do is elsewhere,
// and is loaded only when its command runs.

import { Command } from 'commander';
import type { CommandContext, GlobalFlags } from './command.ts';
import type { GcFlags, VerifyFlags } from './history-commands.ts';
import type { IndexFlags } from './index-command.ts';
import type { SearchFlags } from './search-command.ts';
import type { ServeFlags } from './serve-command.ts';
import type { SimilarFlags } from './similar-command.ts';
import type { SuggestFlags } from './suggest-command.ts';
import type { TopFlags } from './top-command.ts';

const EXAMPLES = `
Examples:
  xunwen index articles/                          index a folder into file:./.xunwen
  xunwen search 电池                              search it
  xunwen serve                                    search it in a browser
  xunwen index export.jsonl --store s3://bucket/search

Exit codes: 0 done, 1 failed and nothing published, 2 wrong usage, 3 another publisher won.
XUNWEN_DEBUG=1 shows where an error came from.`;

const SOURCES = `
What is read of a folder, in UTF-8, GB18030 or Big5:
  .md .markdown .mdx        front matter in YAML, and text
  .html .htm                articles of a saved page or a whole site; lists, redirects, error pages are left out
  .txt                      scraped archive pages, or a title and its text
  .json .jsonl .ndjson      articles as objects
  .csv .tsv                 articles as rows; the first row names the columns
  .xml .rss .atom           RSS, Atom, and WordPress's export
Hidden files, node_modules and other kinds of files are passed over. In a folder with an index.html, feeds, JSON and
robots.txt only repeat its pages and are left out.`;

/**
 * @param version of Xunwen, for --version
 * @param done told the exit code of the command that ran
 * @returns a program that throws CommanderError instead of ending the process
 */
export function createProgram(context: CommandContext, version: string, done: (code: number) => void): Command {
  const { io } = context;
  const collect = (value: string, values: string[] = []): string[] => [...values, value];
  // Subcommands inherit these settings, so they are made before the first.
  const program = new Command('xunwen')
    .description('Full-text search for collections of Chinese articles: index them, publish the index, search it.')
    .version(version)
    .option('--store <url>', 'where the index is: file:./folder or s3://bucket/prefix (default: file:./.xunwen)')
    .option('--collection <name>', 'name of the collection; search and serve take several (default: articles)', collect)
    .option('--config <file>', 'configuration file (default: xunwen.config.json if it exists)')
    .addHelpText('after', EXAMPLES)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(text.replace(/^error: /, 'xunwen: ')),
    })
    .showHelpAfterError('(see: xunwen --help)')
    .exitOverride();

  const finish = async (run: Promise<number>): Promise<void> => done(await run);
  const flagsOf = <Flags extends GlobalFlags>(command: Command): Flags => command.optsWithGlobals<Flags>();

  program
    .command('index')
    .description('read articles, build the index and publish it')
    .argument(
      '<source...>',
      'files, folders (also the output folder of a static site), or - for JSONL on standard input',
    )
    .addHelpText('after', SOURCES)
    .option('--map <fields>', 'names of the fields in JSON and CSV: title=headline,body=text', collect)
    .option('--base-url <url>', 'address of the folder on the web, for .html pages that do not state theirs')
    .option('--strict', 'fail when a file or a record is skipped')
    .option('--allow-shrink', 'publish even without articles, or with fewer than half of the version before')
    .option('--replace', 'the sources are the whole collection: what they do not have any more is deleted (default)')
    .option('--add', 'keep the articles that the sources do not have')
    .option('--rebuild', 'build everything anew and write every object again')
    .action(async (sources: string[], _options, command: Command) => {
      const { indexCommand } = await import('./index-command.ts');
      await finish(indexCommand(context, sources, flagsOf<IndexFlags>(command)));
    });

  program
    .command('search')
    .description('search from the terminal')
    .showHelpAfterError('(words that begin with - go after all flags and --: xunwen search --limit 5 -- 城市 -上海)')
    .argument('[query...]', 'words, "exact phrase", -excluded (after --), OR, title:word')
    .option('--json', 'print what /search answers')
    .option('--match <mode>', 'some or all of the words')
    .option('--limit <n>', 'how many hits: 1-50 (default: 10)')
    .option('--offset <n>', 'how many hits to skip: 0-1000 (default: 0)')
    .option('--sort <order>', 'relevance, newest or oldest (default: relevance)')
    .option('--from <date>', 'not before: YYYY, YYYY-MM or YYYY-MM-DD')
    .option('--to <date>', 'not after: YYYY, YYYY-MM or YYYY-MM-DD')
    .option('--filter <field=value>', 'only articles with this value; of one field any, of several fields all', collect)
    .option('--facets <fields>', 'count the values of fields in all hits: source,tags,year,month')
    .option('--snippets <n>', 'snippets of a hit: 0-5 (default: 2)')
    .option('--snippet-length <n>', 'characters of a snippet: 40-300 (default: 120)')
    .option('--exact-total', 'count every hit')
    .option('--no-collapse', 'show near-duplicates as hits of their own')
    .option('--explain', 'say how the query was read, and why each hit has its score, term by term')
    .action(async (words: string[], _options, command: Command) => {
      const { searchCommand } = await import('./search-command.ts');
      await finish(searchCommand(context, words, flagsOf<SearchFlags>(command)));
    });

  program
    .command('suggest')
    .description('what a search box would offer for what is typed so far')
    .argument('[query...]', 'characters, pinyin, initials, or a mixture')
    .option('--json', 'print what /suggest answers')
    .option('--limit <n>', 'how many suggestions: 1-10 (default: 10)')
    .action(async (words: string[], _options, command: Command) => {
      const { suggestCommand } = await import('./suggest-command.ts');
      await finish(suggestCommand(context, words, flagsOf<SuggestFlags>(command)));
    });

  program
    .command('similar')
    .description('articles like a given one, by the words that tell it from others')
    .argument('<id>', 'of the article, as xunwen search --json shows it')
    .option('--json', 'print what /similar answers')
    .option('--limit <n>', 'how many articles: 1-50 (default: 10)')
    .option('--snippets <n>', 'snippets of an article: 0-5 (default: 2)')
    .option('--snippet-length <n>', 'characters of a snippet: 40-300 (default: 120)')
    .action(async (id: string, _options, command: Command) => {
      const { similarCommand } = await import('./similar-command.ts');
      await finish(similarCommand(context, id, flagsOf<SimilarFlags>(command)));
    });

  program
    .command('serve')
    .description('serve /search and the demo page on this machine')
    .option('--port <n>', 'port to listen on', '8787')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--cors-origin <origin>', 'origin of the pages that may call it, or * (default: none)')
    .option('--log <file>', 'add a line of JSON a search to this file, for xunwen top (default: none)')
    .action(async (_options, command: Command) => {
      const { serveCommand } = await import('./serve-command.ts');
      await finish(serveCommand(context, flagsOf<ServeFlags>(command)));
    });

  program
    .command('top')
    .description('what readers look for, and what they look for in vain, from exported logs')
    .argument('<file...>', 'logs of the function or of serve --log, .gz too, or - for standard input')
    .option('--limit <n>', 'how many queries of each kind', '20')
    .option('--json', 'print the same as JSON')
    .action(async (files: string[], options: TopFlags) => {
      const { topCommand } = await import('./top-command.ts');
      await finish(topCommand(context, files, options));
    });

  program
    .command('versions')
    .description('list the published versions, newest first; * is the current one')
    .action(async (_options, command: Command) => {
      const { versionsCommand } = await import('./history-commands.ts');
      await finish(versionsCommand(context, flagsOf(command)));
    });

  program
    .command('rollback')
    .description('go back to an earlier version')
    .argument('[version]', 'default: the one before the current')
    .action(async (version: string | undefined, _options, command: Command) => {
      const { rollbackCommand } = await import('./history-commands.ts');
      await finish(rollbackCommand(context, version, flagsOf(command)));
    });

  program
    .command('gc')
    .description('remove what nothing points to; keeps 3 versions and everything younger than 24 hours')
    .option('--dry-run', 'only say what would be removed')
    .option('--old-formats', 'also remove indexes of earlier formats, which no deployed function may read any more')
    .action(async (_options, command: Command) => {
      const { gcCommand } = await import('./history-commands.ts');
      await finish(gcCommand(context, flagsOf<GcFlags>(command)));
    });

  program
    .command('verify')
    .description('check every byte of the current version')
    .option('--all', 'check every version that is kept')
    .action(async (_options, command: Command) => {
      const { verifyCommand } = await import('./history-commands.ts');
      await finish(verifyCommand(context, flagsOf<VerifyFlags>(command)));
    });

  return program;
}
