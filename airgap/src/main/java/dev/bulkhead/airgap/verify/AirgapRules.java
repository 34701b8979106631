package dev.bulkhead.airgap.verify;

import static dev.bulkhead.verdict.Rule.Proof.EVIDENCE;
import static dev.bulkhead.verdict.Rule.Proof.TEXT;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.WARNING;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules on images that are to lie behind an air gap, and on what carries them there. */
public final class AirgapRules {
  /** Nothing is there under the name. */
  public static final Rule IMAGE_MISSING =
      new Rule(
          "airgap-image-missing",
          ERROR,
          EVIDENCE,
          "an image that is asked for does not lie behind the air gap under the name by which it is"
              + " asked for",
          """
          Behind an air gap nothing can be fetched later: a pod whose image is not there stays in \
          ImagePullBackOff, with the policy Never in ErrImageNeverPull, and without the pause image \
          no pod starts at all. Images are looked up by their full names, tag or digest included; an \
          image that lies there under another name is not found.""",
          "image: registry.example/app:v2   # the bundle was made for v1",
          "image: registry.example/app:v2   # bulkhead airgap bundle deploy/ -o bundle.tar");

  /** The name is there, and nothing for the platform. */
  public static final Rule PLATFORM_MISSING =
      new Rule(
          "airgap-platform-missing",
          ERROR,
          EVIDENCE,
          "an image lies behind the air gap, but without content for the platform of some nodes",
          """
          An index names manifests for many platforms, and whoever carries an image often carries \
          the content of one. The name then exists on every node, and on the others the container \
          runtime says that there is no content of that digest.""",
          "skopeo copy docker://registry.example/app:v1 oci-archive:…   # for this machine's platform",
          "bulkhead airgap bundle deploy/ --platform linux/amd64,linux/arm64 -o bundle.tar");

  /** The content is not whole. */
  public static final Rule CONTENT_DAMAGED =
      new Rule(
          "airgap-content-damaged",
          ERROR,
          EVIDENCE,
          "a manifest, configuration or layer of an image behind the air gap is missing, or not what"
              + " its digest says",
          """
          A copy that was interrupted or a disk that failed leaves images whose names are there and \
          whose layers are not. Pods find that out when they are started, long after whoever could \
          have copied it again has gone.""",
          "blobs/sha256/81d2… holds 12 of 31 MiB",
          "every blob has the size and the digest that its manifest states");

  /** It is another one than was locked. */
  public static final Rule IMAGE_CHANGED =
      new Rule(
          "airgap-image-changed",
          ERROR,
          EVIDENCE,
          "what lies behind the air gap under an image's name is not what the lock file says",
          """
          A tag is moved at any time, and a bundle that was made a day later holds something that \
          nobody looked at. The lock file says which manifest each platform was to get.""",
          "images.lock: sha256:3f9a…   # the bundle holds sha256:81d2…",
          "bulkhead airgap bundle images.lock -o bundle.tar");

  /** The bundle's file is compressed. */
  public static final Rule BUNDLE_COMPRESSED =
      new Rule(
          "bundle-compressed",
          ERROR,
          EVIDENCE,
          "a bundle is compressed as a whole",
          """
          containerd imports a tar archive and does not look for compression around it; k0s hands \
          each file of its folder for images to containerd as it is. A bundle.tar.gz or .tar.zst is \
          refused, whatever it is called, and the refusal stands only in a log. Layers inside may \
          well be compressed.""",
          "/var/lib/k0s/images/bundle.tar.zst",
          "zstd -dc bundle.tar.zst > /var/lib/k0s/images/bundle.tar");

  /** The bundle is no archive of images. */
  public static final Rule BUNDLE_UNREADABLE =
      new Rule(
          "bundle-unreadable",
          ERROR,
          EVIDENCE,
          "a bundle is no whole archive of images",
          """
          An archive that was cut short, or one that is no archive of images at all, is refused when \
          it is imported, and with it every image that it holds.""",
          "bundle.tar, of which the last 200 MiB did not fit on the disk",
          "bundle.tar, with the checksum of the original");

  /** An image of the bundle is found under no name that anyone asks for. */
  public static final Rule BUNDLE_NAME_USELESS =
      new Rule(
          "bundle-name-useless",
          WARNING,
          EVIDENCE,
          "an image in a bundle has no name, or one under which nobody looks for it",
          """
          The importer takes names as they stand in index.json: from the annotation \
          io.containerd.image.name, or else org.opencontainers.image.ref.name. Several tools write a \
          bare tag there, or a short name; the kubelet asks for full ones \
          (docker.io/library/nginx:1.27), so that such an image takes up disk and serves nobody.""",
          "\"org.opencontainers.image.ref.name\": \"1.27\"",
          "\"org.opencontainers.image.ref.name\": \"docker.io/library/nginx:1.27\"");

  /** The bundle lists something that it does not hold. */
  public static final Rule BUNDLE_ENTRY_EMPTY =
      new Rule(
          "bundle-entry-empty",
          ERROR,
          EVIDENCE,
          "a bundle lists an image whose manifest is not in it",
          """
          An importer that comes upon a name without content ends there, and what stands behind it \
          in the list may not be imported either.""",
          "index.json names sha256:3f9a…, and there is no blobs/sha256/3f9a…",
          "every manifest that index.json names lies under blobs/");

  /** A blob of the bundle holds something else. */
  public static final Rule BUNDLE_BLOB_CORRUPT =
      new Rule(
          "bundle-blob-corrupt",
          ERROR,
          EVIDENCE,
          "a file under blobs/ in a bundle has another digest than its name says",
          """
          The names of blobs are the checksums of what they hold, so that a damaged one gives itself \
          away. Where one is damaged, the copy as a whole is not to be trusted.""",
          "blobs/sha256/3f9a… has the digest sha256:81d2…",
          "blobs/sha256/3f9a… has the digest sha256:3f9a…");

  /** An image is not in the lock. */
  public static final Rule IMAGE_NOT_LOCKED =
      new Rule(
          "image-not-locked",
          ERROR,
          TEXT,
          "an image that is asked for is not in the lock file that was given",
          """
          What is carried over the air gap is what the lock file lists. An image that was added, or \
          given another tag, since the lock was written is not among it.""",
          "image: registry.example/app:v2   # images.lock lists registry.example/app:v1",
          "bulkhead airgap images deploy/ --format lock -o images.lock");

  /** A tag does not lead to what was locked any more. */
  public static final Rule IMAGE_MOVED_SINCE_LOCK =
      new Rule(
          "image-moved-since-lock",
          ERROR,
          EVIDENCE,
          "an image's name leads to another manifest than the lock file says",
          """
          Tags move. What was locked, tested and carried is then not what the registry gives today, \
          and two clusters that were installed a week apart run different programs under one \
          name.""",
          "registry.example/app:v1 was sha256:3f9a…, and is sha256:81d2… today",
          "registry.example/app:v1@sha256:3f9a…");

  private AirgapRules() {}

  /** All of them. */
  public static List<Rule> all() {
    return List.of(
        IMAGE_MISSING,
        PLATFORM_MISSING,
        CONTENT_DAMAGED,
        IMAGE_CHANGED,
        BUNDLE_COMPRESSED,
        BUNDLE_UNREADABLE,
        BUNDLE_NAME_USELESS,
        BUNDLE_ENTRY_EMPTY,
        BUNDLE_BLOB_CORRUPT,
        IMAGE_NOT_LOCKED,
        IMAGE_MOVED_SINCE_LOCK);
  }
}
