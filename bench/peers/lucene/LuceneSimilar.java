// Lucene's MoreLikeThis behind a pipe: documents in, then texts whose like is looked for. The other end is
// lucene-similar.ts; the lines are those of LuceneBench.java, but for:
//
//   like LIMIT N                 and N lines, a text each; answered by N lines of ids, best first
//
// MoreLikeThis and BM25 are left at their defaults; titles and texts are one field, which is what it is asked about.

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queries.mlt.MoreLikeThis;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

public final class LuceneSimilar {
  private static final Map<String, Analyzer> ANALYZERS =
      Map.of("smartcn", new SmartChineseAnalyzer(), "cjk", new CJKAnalyzer());

  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
  private final BufferedWriter output =
      new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16);

  public static void main(String[] arguments) throws IOException {
    try (Directory directory = FSDirectory.open(Path.of(arguments[0]))) {
      new LuceneSimilar().run(directory);
    }
  }

  private void run(Directory directory) throws IOException {
    Analyzer analyzer = ANALYZERS.get(readFields()[1]);
    write(directory, analyzer);
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      MoreLikeThis like = new MoreLikeThis(reader);
      like.setAnalyzer(analyzer);
      like.setFieldNames(new String[] {"text"});
      for (String[] fields = readFields(); fields != null; fields = readFields()) {
        int limit = Integer.parseInt(fields[1]);
        for (int left = Integer.parseInt(fields[2]); left > 0; left--) answer(searcher, like, input.readLine(), limit);
        output.flush();
      }
    }
  }

  private void write(Directory directory, Analyzer analyzer) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setRAMBufferSizeMB(128);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (String[] fields = readFields(); !fields[0].equals("commit"); fields = readFields()) {
        Document document = new Document();
        document.add(new StoredField("id", fields[1]));
        document.add(new TextField("text", fields[2] + " " + fields[3], Field.Store.NO));
        writer.addDocument(document);
      }
      writer.commit();
      output.write("committed\t" + writer.getDocStats().numDocs + "\n");
      output.flush();
    }
  }

  private void answer(IndexSearcher searcher, MoreLikeThis like, String text, int limit) throws IOException {
    StringBuilder line = new StringBuilder();
    for (ScoreDoc hit : searcher.search(like.like("text", new StringReader(text)), limit).scoreDocs) {
      if (line.length() > 0) line.append('\t');
      line.append(searcher.doc(hit.doc).get("id"));
    }
    output.write(line.append('\n').toString());
  }

  private String[] readFields() throws IOException {
    String line = input.readLine();
    return line == null ? null : line.split("\t", -1);
  }
}
