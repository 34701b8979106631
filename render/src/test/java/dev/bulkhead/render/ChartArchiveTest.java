package dev.bulkhead.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkhead.verdict.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartArchiveTest {
  private static final TreeLimits SMALL = new TreeLimits(10, 5, 1000, 20_000);
  private static final Map<String, String> CHART = Map.of("app/Chart.yaml", "name: app");

  private static ChartArchive.Unpacked unpack(byte[] packed, TreeLimits limits) {
    return ChartArchive.unpack("a.tgz", new ByteArrayInputStream(packed), limits);
  }

  private static byte[] chartWith(String path, String content) throws IOException {
    var files = new TreeMap<>(CHART);
    files.put(path, content);
    return Archives.gzip(Archives.tar(files));
  }

  @Test
  void a_chart_is_what_lies_beside_its_chart_file() throws IOException {
    var files = new TreeMap<>(CHART);
    files.put("app/charts/sub/Chart.yaml", "name: sub");
    files.put("app/templates/a.yaml", "x");
    files.put("README", "outside");

    var tree = unpack(Archives.gzip(Archives.tar(files)), SMALL).tree();

    assertThat(tree.name()).isEqualTo("a.tgz");
    assertThat(tree.paths())
        .containsExactly("Chart.yaml", "charts/sub/Chart.yaml", "templates/a.yaml");
    assertThat(tree.read("templates/a.yaml")).isEqualTo("x".getBytes(UTF_8));
    assertThatThrownBy(() -> tree.read("README")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "app/../../evil",
        "/etc/passwd",
        "app/..",
        "app/./x",
        "app//x",
        "app\\..\\x",
        "C:/x",
        "app/a/b/c/d/e/f"
      })
  void a_path_that_leads_astray_is_refused(String path) throws IOException {
    byte[] packed = chartWith(path, "x");

    assertThatThrownBy(() -> unpack(packed, SMALL))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("path of an entry");
  }

  @Test
  void links_are_passed_over_and_told() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      Archives.put(tar, new TarArchiveEntry("app/Chart.yaml"), "name: app".getBytes(UTF_8));
      var link = new TarArchiveEntry("app/link", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      Archives.put(tar, link, new byte[0]);
      var hard = new TarArchiveEntry("app/hard", TarConstants.LF_LINK);
      hard.setLinkName("../../etc/passwd");
      Archives.put(tar, hard, new byte[0]);
    }

    var unpacked = unpack(Archives.gzip(bytes.toByteArray()), SMALL);

    assertThat(unpacked.tree().paths()).containsExactly("Chart.yaml");
    assertThat(unpacked.notes()).hasSize(2);
  }

  @Test
  void a_file_that_is_there_twice_is_refused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (String name : new String[] {"one", "two"}) {
        Archives.put(tar, new TarArchiveEntry("app/Chart.yaml"), name.getBytes(UTF_8));
      }
    }
    byte[] packed = Archives.gzip(bytes.toByteArray());

    assertThatThrownBy(() -> unpack(packed, SMALL)).hasMessageContaining("twice");
  }

  @Test
  void too_many_entries_are_refused() throws IOException {
    var files = new TreeMap<>(CHART);
    for (int i = 0; i < 10; i++) {
      files.put("app/" + i, "x");
    }
    byte[] packed = Archives.gzip(Archives.tar(files));

    assertThatThrownBy(() -> unpack(packed, SMALL)).hasMessageContaining("10 entries");
  }

  @Test
  void a_file_that_is_too_large_is_refused() throws IOException {
    byte[] packed = chartWith("app/large", "x".repeat(1001));

    assertThatThrownBy(() -> unpack(packed, SMALL)).hasMessageContaining("larger than");
  }

  @Test
  void too_much_in_all_is_refused() throws IOException {
    var files = new TreeMap<>(CHART);
    for (int i = 0; i < 5; i++) {
      files.put("app/" + i, "x".repeat(1000));
    }
    byte[] packed = Archives.gzip(Archives.tar(files));
    var limits = new TreeLimits(10, 5, 1000, 4000);

    assertThatThrownBy(() -> unpack(packed, limits)).hasMessageContaining("larger than");
  }

  @Test
  void a_bomb_is_refused_long_before_it_is_unpacked() throws IOException {
    byte[] packed = chartWith("app/zeros", "0".repeat(40_000_000));

    assertThatThrownBy(() -> unpack(packed, TreeLimits.ARCHIVE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("200 times");
  }

  @Test
  void a_torn_archive_is_refused() throws IOException {
    byte[] packed = chartWith("app/x", "some content that takes some room");

    for (int length : new int[] {3, 12, packed.length / 2}) {
      assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, length), SMALL))
          .isInstanceOf(UserError.class);
    }
  }

  @Test
  void an_archive_of_something_else_is_refused() throws IOException {
    byte[] none = Archives.gzip(Archives.tar(Map.of("a/b.yaml", "x")));
    byte[] text = Archives.gzip("some text".getBytes(UTF_8));
    byte[] several = chartWith("other/Chart.yaml", "name: other");

    assertThatThrownBy(() -> unpack(none, SMALL)).hasMessageContaining("no chart");
    assertThatThrownBy(() -> unpack(text, SMALL)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> unpack(several, SMALL)).hasMessageContaining("several charts");
  }
}
