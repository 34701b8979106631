package dev.bulkhead.check;

import static dev.bulkhead.verdict.Rule.Proof.EVIDENCE;
import static dev.bulkhead.verdict.Rule.Proof.TEXT;
import static dev.bulkhead.verdict.Severity.ERROR;
import static dev.bulkhead.verdict.Severity.NOTICE;
import static dev.bulkhead.verdict.Severity.WARNING;

import dev.bulkhead.verdict.Rule;
import java.util.List;

/** The rules of this room, each with the reason for its existence and a smallest example. */
public final class Rules {
  /** The text is not an image reference at all. */
  public static final Rule IMAGE_REFERENCE_INVALID =
      new Rule(
          "image-reference-invalid",
          ERROR,
          TEXT,
          "an image is not a valid reference",
          """
          The kubelet refuses a reference that does not follow the grammar, and the pod stays in \
          InvalidImageName for good. Such references come from templates: an empty value after the \
          colon, a version with build metadata ("1.2.3+abc") used as a tag, a repository in upper \
          case.""",
          "image: registry.example/app:",
          "image: registry.example/app:1.4.2");

  /** A field has a type that Kubernetes does not take. */
  public static final Rule CONTAINER_MALFORMED =
      new Rule(
          "container-malformed",
          ERROR,
          TEXT,
          "image, workingDir, command or args has a type that the API server refuses",
          """
          command and args are lists of strings, image and workingDir are strings. A bare string in \
          the place of a list, or a number or a boolean that nobody quoted, is refused when the \
          object is applied: "cannot unmarshal number into Go struct field Container.args".""",
          "args: [--port, 8080]",
          "args: [--port, \"8080\"]");

  /** The cluster does not serve the object's API any more. */
  public static final Rule API_REMOVED =
      new Rule(
          "api-removed",
          ERROR,
          TEXT,
          "an object's apiVersion is not served any more by a cluster of the version judged for",
          """
          The API server refuses such an object ("no matches for kind"), and a Helm release that \
          holds one can neither be installed nor upgraded. Which APIs went away with which version, \
          Kubernetes' deprecated API migration guide says.""",
          "apiVersion: policy/v1beta1   # gone since 1.25\nkind: PodDisruptionBudget",
          "apiVersion: policy/v1\nkind: PodDisruptionBudget");

  /** The cluster still serves the object's API, a later one does not. */
  public static final Rule API_DEPRECATED =
      new Rule(
          "api-deprecated",
          WARNING,
          TEXT,
          "an object's apiVersion is served, but known to go away with a later version",
          """
          It works until the cluster is upgraded to the version that does not serve it; a Helm \
          release that still holds it then cannot be upgraded any more.""",
          "apiVersion: policy/v1beta1   # on 1.24: gone with 1.25\nkind: PodDisruptionBudget",
          "apiVersion: policy/v1\nkind: PodDisruptionBudget");

  /** The cluster does not serve the object's API yet. */
  public static final Rule API_NOT_YET_SERVED =
      new Rule(
          "api-not-yet-served",
          ERROR,
          TEXT,
          "an object's apiVersion is served only by clusters newer than those judged for",
          """
          The API server refuses such an object ("no matches for kind"), and a Helm release that \
          holds one cannot be installed. A chart can ask what the cluster serves, and Bulkhead \
          answers it for the version judged for.""",
          "apiVersion: policy/v1   # on 1.20: served since 1.21\nkind: PodDisruptionBudget",
          """
          apiVersion: {{ .Capabilities.APIVersions.Has "policy/v1" | ternary "policy/v1" "policy/v1beta1" }}
          kind: PodDisruptionBudget""");

  /** It runs on each node and needs none. */
  public static final Rule DAEMONSET_UNNEEDED =
      new Rule(
          "daemonset-unneeded",
          NOTICE,
          TEXT,
          "a controller or webhook server runs on every node and uses nothing of the nodes",
          """
          Of a controller that elects a leader, one pod works and all others wait; a webhook's \
          server answers for the whole cluster from wherever it runs. On every node such pods cost \
          memory and watches of the API server on each, tolerate no drain by themselves, and an \
          upgrade takes as long as there are nodes. What it costs to run, few know: it is a mode of \
          the chart that nobody tested at that size. Not meant: pods with a network, process space, \
          path or port of the node, privileged ones, those that are told on which node they run, and \
          those that a LoadBalancer, a NodePort, port 80 or 443 of a Service, or one that keeps \
          traffic on its node brings traffic.""",
          "kind: DaemonSet   # args: [--enable-leader-election]",
          "kind: Deployment\nspec: { replicas: 2 }");

  /** The registry knows no such image. */
  public static final Rule IMAGE_MISSING =
      new Rule(
          "image-missing",
          ERROR,
          EVIDENCE,
          "the registry answers that the tag or digest does not exist",
          """
          A pod whose image does not exist waits in ImagePullBackOff. Where the pod is a hook Job, \
          the installation hangs with it; where it is a DaemonSet's, an upgrade stops half way. \
          Tags that are computed, or bumped before the image is published, are how this happens.""",
          "image: registry.example/kubectl:v1.99   # never published",
          "image: registry.example/kubectl:v1.31");

  /** The image does not exist for a platform that the pod can land on. */
  public static final Rule IMAGE_PLATFORM_MISSING =
      new Rule(
          "image-platform-missing",
          ERROR,
          EVIDENCE,
          "the image holds nothing for a platform that the pod can land on",
          """
          An index without a manifest for the node's platform fails the pull with "no match for \
          platform in manifest"; it works until the first node of another architecture joins. Narrow \
          the pod with a node selector on kubernetes.io/arch, or publish the platform.""",
          "image: registry.example/amd64-only:1   # judged with --platform linux/arm64",
          "nodeSelector: { kubernetes.io/arch: amd64 }");

  /** The tag names something else tomorrow. */
  public static final Rule IMAGE_TAG_FLOATING =
      new Rule(
          "image-tag-floating",
          WARNING,
          TEXT,
          "the tag is absent, latest, or another name that is known to move",
          """
          Nodes that pull such a tag at different times run different programs under one name, and \
          a roll-back brings back nothing. What was proven of the image today may not hold tomorrow.""",
          "image: registry.example/app:latest",
          "image: registry.example/app:1.4.2");

  /** Nothing says what to run. */
  public static final Rule COMMAND_MISSING =
      new Rule(
          "command-missing",
          ERROR,
          EVIDENCE,
          "neither the manifest nor the image says what to run",
          """
          Without command, args, ENTRYPOINT and CMD the runtime answers "no command specified" and \
          the container is never created. Base images and data images are made so.""",
          "image: registry.example/data-only:1",
          "command: [/bin/server]");

  /** The program does not exist. */
  public static final Rule COMMAND_NOT_IN_IMAGE =
      new Rule(
          "command-not-in-image",
          ERROR,
          EVIDENCE,
          "the program to run does not exist in the container's file system",
          """
          The container ends in CrashLoopBackOff with "no such file or directory" or "executable \
          file not found in $PATH". It happens when an image is built another way and its program \
          moves, while a manifest somewhere still names the old path: Capsule's DaemonSet mode ran \
          /manager for releases on end after the image had been built by ko.""",
          "command: [/manager]   # the image's program is /ko-app/controller",
          "args: [--verbose]     # the image's own ENTRYPOINT runs");

  /** The program may not be executed. */
  public static final Rule COMMAND_NOT_EXECUTABLE =
      new Rule(
          "command-not-executable",
          ERROR,
          EVIDENCE,
          "the program is a directory, or the user may not execute it or reach it",
          """
          The runtime answers "permission denied". The execute bit is missing, the file belongs to \
          another user, a parent directory cannot be entered, or a script can be executed but not \
          read. Dropping all capabilities takes from root the right to pass over this.""",
          "command: [/etc/passwd]",
          "command: [/usr/local/bin/app]");

  /** The kernel does not know the file's format. */
  public static final Rule COMMAND_EXEC_FORMAT =
      new Rule(
          "command-exec-format",
          ERROR,
          EVIDENCE,
          "the program is neither a binary nor a script with a proper #! line",
          """
          The kernel runs ELF files and files that begin with "#!". A script without that line, with \
          a byte order mark before it, or an empty file is answered with "exec format error"; a \
          first line that ends in a carriage return names an interpreter that does not exist.""",
          "command: [/entrypoint.sh]   # begins with \"echo starting\"",
          "command: [/bin/sh, /entrypoint.sh]");

  /** What the program needs to be run by is absent. */
  public static final Rule COMMAND_INTERPRETER_MISSING =
      new Rule(
          "command-interpreter-missing",
          ERROR,
          EVIDENCE,
          "the interpreter of the script, or the dynamic loader of the binary, does not exist",
          """
          The runtime answers "no such file or directory" although the file is there: what is \
          missing is /bin/bash in an image that has only sh, or the glibc loader in an image built \
          on musl, or any loader at all in one built from scratch.""",
          "command: [/entrypoint.sh]   # \"#!/bin/bash\" in an image without bash",
          "command: [/bin/sh, /entrypoint.sh]");

  /** The program is made for another processor. */
  public static final Rule COMMAND_WRONG_ARCHITECTURE =
      new Rule(
          "command-wrong-architecture",
          ERROR,
          EVIDENCE,
          "the program was built for a processor that the platform does not have",
          """
          An image can say linux/arm64 and hold an amd64 program: a build stage without the target \
          platform, or a downloaded binary. The kernel answers "exec format error".""",
          "image: registry.example/mislabelled:1   # arm64 manifest, amd64 program",
          "image: registry.example/app:1.4.2");

  /** A shared library of the program is nowhere to be found. */
  public static final Rule COMMAND_LIBRARY_MISSING =
      new Rule(
          "command-library-missing",
          NOTICE,
          EVIDENCE,
          "a shared library that the program needs is nowhere on its search path",
          """
          The dynamic loader ends the program with "error while loading shared libraries" before \
          its first line. It happens when a binary is copied from a build stage into a smaller base.""",
          "command: [/app]   # needs libssl.so.3, which the base image lacks",
          "image: registry.example/app-with-libssl:1");

  /** A probe or a lifecycle hook runs something that cannot run. */
  public static final Rule PROBE_COMMAND_NOT_IN_IMAGE =
      new Rule(
          "probe-command-not-in-image",
          ERROR,
          EVIDENCE,
          "the program of an exec probe or a lifecycle hook cannot run in the image",
          """
          An exec probe whose program is absent fails for ever: a liveness probe restarts a healthy \
          container again and again, a readiness probe keeps it out of its Service, a preStop hook \
          is skipped. Images without a shell and without curl are where it happens.""",
          "livenessProbe: { exec: { command: [curl, -f, localhost:8080] } }",
          "livenessProbe: { httpGet: { port: 8080, path: /healthz } }");

  /** The user's or group's name means nothing in the image. */
  public static final Rule USER_UNKNOWN =
      new Rule(
          "user-unknown",
          ERROR,
          EVIDENCE,
          "the user's or group's name is not in the image's passwd or group file",
          """
          A name can only be turned into a number by the image's own /etc/passwd. Where it lacks \
          the name, the container is not created: "unable to find user".""",
          "image: registry.example/app:1   # USER app, but no app in /etc/passwd",
          "securityContext: { runAsUser: 10001 }");

  /** The kubelet cannot see that the user is not root. */
  public static final Rule USER_NOT_VERIFIABLE =
      new Rule(
          "user-not-verifiable",
          ERROR,
          EVIDENCE,
          "runAsNonRoot is set, and the user is root or is not a number",
          """
          With runAsNonRoot the kubelet starts a container only if it can see that the user is not \
          root, and it looks at numbers only: an image whose USER is a name, or absent, is refused \
          with CreateContainerConfigError until runAsUser is stated.""",
          "securityContext: { runAsNonRoot: true }   # the image says USER app",
          "securityContext: { runAsNonRoot: true, runAsUser: 10001 }");

  /** The working directory cannot be entered. */
  public static final Rule WORKING_DIRECTORY_UNUSABLE =
      new Rule(
          "working-directory-unusable",
          ERROR,
          EVIDENCE,
          "the working directory is a file, or is not an absolute path",
          """
          The runtime creates a working directory that is missing, but it cannot enter a file, and \
          it refuses a relative path: the container is not started.""",
          "workingDir: /etc/passwd",
          "workingDir: /srv");

  /** A path is fixed where the image is not. */
  public static final Rule COMMAND_HARD_CODED =
      new Rule(
          "command-hard-coded",
          NOTICE,
          TEXT,
          "the command is a literal absolute path beside an image whose tag is templated",
          """
          The path of a program belongs to one build of an image; a templated tag lets any build \
          in. When the image is next built another way, this line breaks, and only in the mode of \
          the chart that has it.""",
          """
          image: "{{ .Values.image }}:{{ .Values.tag }}"
          command: [/manager]""",
          """
          image: "{{ .Values.image }}:{{ .Values.tag }}"
          args: [--verbose]""");

  private Rules() {}

  /** Every rule of this room, in the order in which they are decided. */
  public static List<Rule> all() {
    return List.of(
        CONTAINER_MALFORMED,
        API_REMOVED,
        API_DEPRECATED,
        API_NOT_YET_SERVED,
        DAEMONSET_UNNEEDED,
        IMAGE_REFERENCE_INVALID,
        IMAGE_TAG_FLOATING,
        IMAGE_MISSING,
        IMAGE_PLATFORM_MISSING,
        USER_NOT_VERIFIABLE,
        USER_UNKNOWN,
        WORKING_DIRECTORY_UNUSABLE,
        COMMAND_MISSING,
        COMMAND_NOT_IN_IMAGE,
        COMMAND_NOT_EXECUTABLE,
        COMMAND_EXEC_FORMAT,
        COMMAND_INTERPRETER_MISSING,
        COMMAND_WRONG_ARCHITECTURE,
        COMMAND_LIBRARY_MISSING,
        PROBE_COMMAND_NOT_IN_IMAGE,
        COMMAND_HARD_CODED);
  }
}
