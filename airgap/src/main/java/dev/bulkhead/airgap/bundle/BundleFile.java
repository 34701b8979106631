package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.bundle.TarPlan.Part;
import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.VerifiedBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fills a bundle: every blob is fetched to where the plan has it, several at a time, and verified
 * while it streams. What is there after an interruption is verified and not fetched again.
 */
public final class BundleFile {
  private static final int AT_ONCE = 4;
  private static final int BUFFER = 1 << 18;

  private final PartialFile partial;
  private final TarPlan plan;
  private final BlobSources sources;
  private final Meter meter;
  private final ReentrantLock writing = new ReentrantLock();
  private final Fanning fanning = new Fanning(AT_ONCE);

  /**
   * A bundle to be filled.
   *
   * @param partial the file beside the final one
   */
  public BundleFile(PartialFile partial, TarPlan plan, BlobSources sources, Meter meter) {
    this.partial = partial;
    this.plan = plan;
    this.sources = sources;
    this.meter = meter;
  }

  /**
   * What was done.
   *
   * @param fetched bytes of blobs
   * @param kept bytes of blobs that an earlier run had fetched
   */
  public record Filled(long fetched, long kept) {}

  /**
   * Fetches what is missing, and puts the whole under its final name.
   *
   * @throws IOException with a full sentence; what was fetched stays for the next run
   */
  public Filled fill() throws IOException {
    meter.expect(length(plan.blobs()));
    Set<Digest> kept = ConcurrentHashMap.newKeySet();
    try (FileChannel file = partial.open(plan)) {
      fanning.each(
          plan.blobs().stream().filter(blob -> partial.claims(digest(blob))).toList(),
          blob -> keepIfWhole(file, blob, kept));
      var missing = plan.blobs().stream().filter(blob -> !kept.contains(digest(blob))).toList();
      partial.requireSpace(length(missing));
      writeKnown(file);
      fanning.each(missing, blob -> fetch(file, blob));
      file.force(true);
      partial.finish();
      return new Filled(length(missing), length(plan.blobs()) - length(missing));
    }
  }

  private static Digest digest(TarPlan.Entry entry) {
    return ((Part.Blob) entry.part()).digest();
  }

  private static long length(List<TarPlan.Entry> entries) {
    return entries.stream().mapToLong(entry -> entry.part().length()).sum();
  }

  private void keepIfWhole(FileChannel file, TarPlan.Entry entry, Set<Digest> kept)
      throws IOException {
    var blob = (Part.Blob) entry.part();
    var bytes = new FilePart(file, entry.offset(), blob.length());
    try (var verified = new VerifiedBlob(bytes, blob.digest(), blob.length())) {
      verified.finish();
    } catch (IOException damaged) {
      return; // it is fetched again
    }
    kept.add(blob.digest());
    meter.moved(blob.length());
  }

  /** Headers and documents, which cost nothing to write again. */
  private void writeKnown(FileChannel file) throws IOException {
    for (TarPlan.Entry entry : plan.entries()) {
      write(file, ByteBuffer.wrap(entry.header()), entry.offset() - TarBlock.SIZE);
      if (entry.part() instanceof Part.Text text) {
        write(file, ByteBuffer.wrap(text.bytes()), entry.offset());
      }
    }
  }

  private void fetch(FileChannel file, TarPlan.Entry entry) throws IOException {
    var blob = (Part.Blob) entry.part();
    var failures = new ArrayList<IOException>();
    for (int place = 0; place < sources.count(blob.digest()); place++) {
      try {
        copy(file, entry.offset(), blob, place);
        partial.note(blob.digest());
        return;
      } catch (PartialFile.Unwritable full) {
        throw full;
      } catch (IOException failed) {
        failures.add(sources.failure(blob.digest(), place, failed));
      }
    }
    IOException first = failures.getFirst();
    failures.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }

  private void copy(FileChannel file, long offset, Part.Blob blob, int place) throws IOException {
    long at = 0;
    var buffer = new byte[BUFFER];
    try (var bytes =
        new VerifiedBlob(
            sources.open(blob.digest(), blob.length(), place), blob.digest(), blob.length())) {
      for (int count = bytes.readNBytes(buffer, 0, BUFFER);
          count > 0;
          count = bytes.readNBytes(buffer, 0, BUFFER)) {
        write(file, ByteBuffer.wrap(buffer, 0, count), offset + at);
        at += count;
        meter.moved(count);
      }
    } catch (IOException failed) {
      meter.moved(-at);
      throw failed;
    }
  }

  /** One at a time: Linux lets writers of one file wait for each other in a busy loop. */
  private void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
    writing.lock();
    try {
      for (long to = at; bytes.hasRemaining(); ) {
        to += file.write(bytes, to);
      }
    } catch (IOException failed) {
      throw partial.unwritable(failed);
    } finally {
      writing.unlock();
    }
  }
}
