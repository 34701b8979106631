package dev.bulkhead.testkit.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one image on one platform is to hold. */
public final class ImageSpec {
  /** How a layer is stored. */
  public enum Packing {
    GZIP,
    ZSTD,
    PLAIN
  }

  final String os;
  final String architecture;
  final String variant;
  final List<Layer> layers = new ArrayList<>();
  private final Map<String, Object> config = new LinkedHashMap<>();
  private @Nullable List<String> environment;
  private @Nullable Map<String, String> labels;
  private Packing packing = Packing.GZIP;

  /** A layer's archive and how it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  record Layer(byte[] tar, Packing packing) {}

  private ImageSpec(String os, String architecture, String variant) {
    this.os = os;
    this.architecture = architecture;
    this.variant = variant;
  }

  /** An image for Linux on that architecture. */
  public static ImageSpec linux(String architecture) {
    return new ImageSpec("linux", architecture, "");
  }

  /** An image for that platform. */
  public static ImageSpec platform(String os, String architecture, String variant) {
    return new ImageSpec(os, architecture, variant);
  }

  /** Its ENTRYPOINT. */
  public ImageSpec entrypoint(String... words) {
    config.put("Entrypoint", List.of(words));
    return this;
  }

  /** Its CMD. */
  public ImageSpec command(String... words) {
    config.put("Cmd", List.of(words));
    return this;
  }

  /** One more environment variable, {@code NAME=value}. */
  public ImageSpec environment(String variable) {
    if (environment == null) {
      environment = new ArrayList<>();
      config.put("Env", environment);
    }
    environment.add(variable);
    return this;
  }

  /** Its working directory. */
  public ImageSpec workingDirectory(String path) {
    config.put("WorkingDir", path);
    return this;
  }

  /** Its user. */
  public ImageSpec user(String user) {
    config.put("User", user);
    return this;
  }

  /** One more label. */
  public ImageSpec label(String name, String value) {
    if (labels == null) {
      labels = new LinkedHashMap<>();
      config.put("Labels", labels);
    }
    labels.put(name, value);
    return this;
  }

  /** How all further layers are stored; gzip unless said otherwise. */
  public ImageSpec packing(Packing way) {
    packing = way;
    return this;
  }

  /** One more layer, over those before. */
  public ImageSpec layer(TarLayer layer) {
    return layer(layer.tar());
  }

  /** One more layer, of those bytes. */
  public ImageSpec layer(byte[] tar) {
    layers.add(new Layer(tar, packing));
    return this;
  }

  Map<String, Object> config() {
    return config;
  }
}
