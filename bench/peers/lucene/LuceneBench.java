// A Lucene index behind a pipe: documents in, then batches of queries, each batch with its own BM25
// settings. The other end is lucene-process.ts; both files describe the same lines. Lines are UTF-8 and
// their fields stand between tabs, which the other end has taken out of the texts.
//
//   index ANALYZERS              comma list of smartcn, cjk; first line
//   add ID TITLE TEXT            a document
//   commit                       answered by: committed COUNT
//   ask K1 B TITLEBOOST LIMIT N  and N lines, a query each; answered by N lines of ids, best first
//
// The end of the input ends the process.

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

public final class LuceneBench {
  private static final Map<String, Analyzer> ANALYZERS =
      Map.of("smartcn", new SmartChineseAnalyzer(), "cjk", new CJKAnalyzer());

  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
  private final BufferedWriter output =
      new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16);

  /** The analyzers of this index, in the order asked for. */
  private List<String> analyzers;

  /** Ids by document number: read once, so that answers cost no stored fields. */
  private String[] ids;

  /** Analyzed queries by field and text. */
  private final Map<String, Query> bags = new ConcurrentHashMap<>();

  public static void main(String[] arguments) throws IOException {
    BooleanQuery.setMaxClauseCount(1 << 16);
    try (Directory directory = FSDirectory.open(Path.of(arguments[0]))) {
      new LuceneBench().run(directory);
    }
  }

  private void run(Directory directory) throws IOException {
    String[] first = readFields();
    if (first == null || !first[0].equals("index")) throw new IOException("the first line must be: index ANALYZERS");
    analyzers = List.of(first[1].split(","));
    for (String name : analyzers) if (!ANALYZERS.containsKey(name)) throw new IOException("no analyzer " + name);
    write(directory);
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      ids = new String[reader.maxDoc()];
      for (int document = 0; document < ids.length; document++) ids[document] = reader.document(document).get("id");
      for (String[] fields = readFields(); fields != null; fields = readFields()) {
        if (!fields[0].equals("ask")) throw new IOException("unknown command " + fields[0]);
        answer(new IndexSearcher(reader), fields);
      }
    }
  }

  /** One thread, and merges of neighbours only: document numbers are the order of arrival, and so are ties. */
  private void write(Directory directory) throws IOException {
    Map<String, Analyzer> byField = new LinkedHashMap<>();
    for (String name : analyzers) {
      byField.put("title." + name, ANALYZERS.get(name));
      byField.put("text." + name, ANALYZERS.get(name));
    }
    IndexWriterConfig config = new IndexWriterConfig(new PerFieldAnalyzerWrapper(new KeywordAnalyzer(), byField));
    config.setMergePolicy(new LogDocMergePolicy());
    config.setRAMBufferSizeMB(128);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (String[] fields = readFields(); fields != null; fields = readFields()) {
        if (fields[0].equals("commit")) break;
        Document document = new Document();
        document.add(new StoredField("id", fields[1]));
        for (String name : analyzers) {
          if (!fields[2].isEmpty()) document.add(new TextField("title." + name, fields[2], Field.Store.NO));
          if (!fields[3].isEmpty()) document.add(new TextField("text." + name, fields[3], Field.Store.NO));
        }
        writer.addDocument(document);
      }
      writer.commit();
      reply("committed\t" + writer.getDocStats().numDocs);
      output.flush();
    }
  }

  private void answer(IndexSearcher searcher, String[] fields) throws IOException {
    // Norms hold lengths only: k1 and b are free at query time.
    searcher.setSimilarity(new BM25Similarity(Float.parseFloat(fields[1]), Float.parseFloat(fields[2])));
    float titleBoost = Float.parseFloat(fields[3]);
    int limit = Integer.parseInt(fields[4]);
    int count = Integer.parseInt(fields[5]);
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) texts.add(input.readLine());
    List<String> answers =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> ranked(searcher, query(texts.get(i), titleBoost), limit))
            .collect(Collectors.toList());
    for (String line : answers) reply(line);
    output.flush();
  }

  /** Every analyzed term may match, in every field: a bag of words, no query syntax. */
  private Query query(String text, float titleBoost) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (String name : analyzers) {
      Query title = analyzed("title." + name, name, text);
      Query body = analyzed("text." + name, name, text);
      all.add(new BoostQuery(title, titleBoost), BooleanClause.Occur.SHOULD);
      all.add(body, BooleanClause.Occur.SHOULD);
    }
    return all.build();
  }

  /** The same query is asked with many settings, and SmartCN takes longer than the search. */
  private Query analyzed(String field, String analyzer, String text) {
    return bags.computeIfAbsent(
        field + '\t' + text,
        key -> {
          Query bag = new QueryBuilder(ANALYZERS.get(analyzer)).createBooleanQuery(field, text);
          return bag == null ? new MatchNoDocsQuery() : bag;
        });
  }

  private String ranked(IndexSearcher searcher, Query query, int limit) {
    try {
      StringBuilder line = new StringBuilder();
      for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
        if (line.length() > 0) line.append('\t');
        line.append(ids[hit.doc]);
      }
      return line.toString();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private String[] readFields() throws IOException {
    String line = input.readLine();
    return line == null ? null : line.split("\t", -1);
  }

  private void reply(String line) throws IOException {
    output.write(line);
    output.write('\n');
  }
}
