package dev.bulkhead.airgap.verify.containerd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Databases in the form of bbolt, made of maps: values are texts, or maps again. */
final class BoltFixture {
  static final int PAGE = 4096;

  private static final int BRANCH = 1;
  private static final int LEAF = 2;
  private final ByteOrder order;
  private final int perPage;
  private final List<byte[]> pages = new ArrayList<>();

  private BoltFixture(ByteOrder order, int perPage) {
    this.order = order;
    this.perPage = perPage;
  }

  /** An element of a page: a branch's has a child, a leaf's a value. */
  private record Element(int flags, String key, ByteBuffer value, long child) {}

  /** A database of the given order of bytes, no page of which has more elements than that. */
  static byte[] of(Map<String, ?> content, ByteOrder order, int perPage) {
    var fixture = new BoltFixture(order, perPage);
    long root = fixture.tree(content);
    return fixture.file(root);
  }

  static byte[] of(Map<String, ?> content) {
    return of(content, ByteOrder.LITTLE_ENDIAN, 1_000);
  }

  private byte[] file(long root) {
    var file = new ByteArrayOutputStream();
    int count = pages.size() + 2;
    for (int head = 0; head < 2; head++) {
      file.writeBytes(head(order, root, count, 6 + head));
    }
    pages.forEach(file::writeBytes);
    return file.toByteArray();
  }

  /** A page with a head. */
  static byte[] head(ByteOrder order, long root, long count, long transaction) {
    ByteBuffer page = ByteBuffer.allocate(PAGE).order(order);
    page.putLong(0, transaction % 2).putShort(8, (short) 4);
    page.putInt(16, 0xED0CDAED).putInt(20, 2).putInt(24, PAGE);
    page.putLong(32, root).putLong(56, count).putLong(64, transaction);
    long sum = 0xcbf29ce484222325L;
    for (int at = 16; at < 72; at++) {
      sum = (sum ^ (page.get(at) & 0xff)) * 0x100000001b3L;
    }
    return page.putLong(72, sum).array();
  }

  /** Writes a bucket's pages; the number of the first of them. */
  private long tree(Map<String, ?> content) {
    SortedMap<String, Object> sorted = new TreeMap<>(content);
    var elements = new ArrayList<Element>();
    sorted.forEach((key, value) -> elements.add(element(key, value)));
    return level(elements, LEAF);
  }

  private long level(List<Element> elements, int flags) {
    if (elements.size() <= perPage) {
      return page(elements, flags);
    }
    var parents = new ArrayList<Element>();
    for (int from = 0; from < elements.size(); from += perPage) {
      var part = elements.subList(from, Math.min(elements.size(), from + perPage));
      parents.add(new Element(0, part.getFirst().key(), ByteBuffer.allocate(0), page(part, flags)));
    }
    return level(parents, BRANCH);
  }

  private Element element(String key, Object value) {
    if (!(value instanceof Map<?, ?> bucket)) {
      return new Element(0, key, ByteBuffer.wrap(bytes(value)), 0);
    }
    var content = new TreeMap<String, Object>();
    bucket.forEach((name, inner) -> content.put(String.valueOf(name), inner));
    boolean isInline =
        content.values().stream().noneMatch(Map.class::isInstance) && content.size() <= perPage;
    ByteBuffer header = ByteBuffer.allocate(16).order(order);
    var whole = new ByteArrayOutputStream();
    if (isInline) {
      var elements = new ArrayList<Element>();
      content.forEach((name, inner) -> elements.add(element(name, inner)));
      whole.writeBytes(header.array());
      whole.writeBytes(body(elements, LEAF, 0));
    } else {
      whole.writeBytes(header.putLong(0, tree(content)).array());
    }
    return new Element(1, key, ByteBuffer.wrap(whole.toByteArray()), 0);
  }

  private static byte[] bytes(Object value) {
    return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
  }

  private long page(List<Element> elements, int flags) {
    byte[] body = body(elements, flags, pages.size() + 2L);
    int count = Math.ceilDiv(body.length, PAGE);
    ByteBuffer whole = ByteBuffer.allocate(count * PAGE).order(order);
    whole.put(body).putInt(12, count - 1);
    long number = pages.size() + 2L;
    for (int i = 0; i < count; i++) {
      var page = new byte[PAGE];
      whole.get(i * PAGE, page);
      pages.add(page);
    }
    return number;
  }

  private byte[] body(List<Element> elements, int flags, long number) {
    int data = 16 + 16 * elements.size();
    int length =
        data + elements.stream().mapToInt(e -> bytes(e.key()).length + e.value().limit()).sum();
    ByteBuffer body = ByteBuffer.allocate(length).order(order);
    body.putLong(0, number).putShort(8, (short) flags).putShort(10, (short) elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Element element = elements.get(i);
      byte[] key = bytes(element.key());
      int at = 16 + 16 * i;
      if (flags == BRANCH) {
        body.putInt(at, data - at).putInt(at + 4, key.length).putLong(at + 8, element.child());
      } else {
        body.putInt(at, element.flags()).putInt(at + 4, data - at);
        body.putInt(at + 8, key.length).putInt(at + 12, element.value().limit());
      }
      body.put(data, key).put(data + key.length, element.value(), 0, element.value().limit());
      data += key.length + element.value().limit();
    }
    return body.array();
  }
}
