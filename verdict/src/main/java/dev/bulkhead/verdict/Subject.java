package dev.bulkhead.verdict;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.Userinfo;
import org.jspecify.annotations.Nullable;

/**
 * What a claim is about.
 *
 * @param container the container's name, or the empty string
 * @param image the image reference as written but for a name and password ({@link Userinfo}), or
 *     the empty string
 * @param platform the platform that the claim is limited to, if it is
 * @param aspect tells claims apart that one rule makes of the same container: {@code
 *     livenessProbe}; often the empty string
 * @param mode the setting of a chart's values under which alone the object looks so: {@code
 *     manager.kind=DaemonSet}; the empty string for the values that were given
 */
public record Subject(
    ObjectKey object,
    Origin origin,
    String container,
    String image,
    @Nullable Platform platform,
    String aspect,
    String mode) {
  public Subject {
    image = Userinfo.concealed(image);
  }

  /** A subject as it is with the values that were given. */
  public Subject(
      ObjectKey object,
      Origin origin,
      String container,
      String image,
      @Nullable Platform platform,
      String aspect) {
    this(object, origin, container, image, platform, aspect, "");
  }

  /** An object as a whole. */
  public static Subject of(KubernetesObject object) {
    return new Subject(object.key(), object.origin(), "", "", null, "");
  }

  /** One of the object's containers and the image it runs. */
  public Subject withContainer(String name, String reference) {
    return new Subject(object, origin, name, reference, platform, aspect, mode);
  }

  /** The same, on one platform. */
  public Subject withPlatform(Platform limit) {
    return new Subject(object, origin, container, image, limit, aspect, mode);
  }

  /** The same, seen from one side. */
  public Subject withAspect(String side) {
    return new Subject(object, origin, container, image, platform, side, mode);
  }

  /** The same, under another setting of the chart's values. */
  public Subject inMode(String setting) {
    return new Subject(object, origin, container, image, platform, aspect, setting);
  }
}
