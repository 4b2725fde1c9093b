// One Lucene index in a process of its own for the speed bench: built, or opened and asked. Apart from LuceneBench,
// which answers batches and reads all ids beforehand: here the start counts. The other end is bench/speed/.
//
//   build FOLDER            lines "add ID TITLE TEXT" on standard input, tabs between, as lines.ts writes them
//   ask FOLDER QUERIES WARM a file of queries, one a line, and seconds for the warm passes; prints what
//                           bench/speed/jobs.ts describes, and waits for a line on standard input before each pass

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

public final class LuceneSpeed {
  private static final int HITS = 10;
  private static final Analyzer ANALYZER = new CJKAnalyzer();
  private static final BufferedReader INPUT =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);

  public static void main(String[] arguments) throws IOException {
    BooleanQuery.setMaxClauseCount(1 << 16);
    try (Directory directory = FSDirectory.open(Path.of(arguments[1]))) {
      if (arguments[0].equals("build")) build(directory);
      else ask(directory, Files.readAllLines(Path.of(arguments[2])), Double.parseDouble(arguments[3]));
    }
  }

  private static void build(Directory directory) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(ANALYZER);
    config.setRAMBufferSizeMB(128);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (String line = INPUT.readLine(); line != null; line = INPUT.readLine()) {
        String[] fields = line.split("\t", -1);
        Document document = new Document();
        document.add(new StoredField("id", fields[1]));
        document.add(new TextField("title", fields[2], Field.Store.NO));
        document.add(new TextField("text", fields[3], Field.Store.NO));
        writer.addDocument(document);
      }
      // What others publish is one index without leftovers; so is this.
      writer.forceMerge(1);
    }
  }

  private static void ask(Directory directory, List<String> queries, double seconds) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      int hits = answer(searcher, queries.get(0));
      System.out.printf(
          "{\"answeredAt\":%d,\"cpu\":%d,\"hits\":%d}%n", System.currentTimeMillis(), cpu().toMillis(), hits);
      List<String> others = queries.subList(1, queries.size());
      while (INPUT.readLine() != null) {
        Duration before = cpu();
        List<Double> wall = timed(searcher, others, seconds);
        others = others.subList(0, wall.size());
        String times = wall.stream().map(time -> String.format("%.3f", time)).collect(Collectors.joining(","));
        System.out.printf("{\"wall\":[%s],\"cpu\":%d}%n", times, cpu().minus(before).toMillis());
      }
    }
  }

  /** Of all threads since the process began. */
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static int answer(IndexSearcher searcher, String text) throws IOException {
    QueryBuilder builder = new QueryBuilder(ANALYZER);
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    Query title = builder.createBooleanQuery("title", text);
    Query body = builder.createBooleanQuery("text", text);
    if (title != null) all.add(new BoostQuery(title, 2), BooleanClause.Occur.SHOULD);
    if (body != null) all.add(body, BooleanClause.Occur.SHOULD);
    int hits = 0;
    for (ScoreDoc hit : searcher.search(all.build(), HITS).scoreDocs) {
      if (searcher.doc(hit.doc).get("id") != null) hits++;
    }
    return hits;
  }

  /** Milliseconds of each query, one after the other, as many as are asked before the time is over. */
  private static List<Double> timed(IndexSearcher searcher, List<String> queries, double seconds) throws IOException {
    List<Double> times = new ArrayList<>();
    long begin = System.nanoTime();
    for (String query : queries) {
      long start = System.nanoTime();
      answer(searcher, query);
      times.add((System.nanoTime() - start) / 1e6);
      if (System.nanoTime() - begin > seconds * 1e9) break;
    }
    return times;
  }
}
