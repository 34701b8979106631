package dev.bulkhead.check;

import org.junit.jupiter.api.Test;

class UserTest {
  @Test
  void a_user_by_name_must_be_in_the_passwd_file() {
    Judged.container(TestImage.usual().user("nobody").entrypoint("/bin/sh"), "")
        .violates("user-unknown")
        .saying("The USER of registry.example/app:1.4.2 is nobody");
  }

  @Test
  void an_image_without_a_passwd_file_knows_no_name() {
    Judged.container(TestImage.empty().elf("/app").user("app").entrypoint("/app"), "")
        .violates("user-unknown");
  }

  @Test
  void a_known_name_is_proven() {
    Judged.container(TestImage.usual().user("app").entrypoint("/bin/sh"), "")
        .isClean()
        .proves("user-unknown");
  }

  @Test
  void a_number_needs_no_passwd_file() {
    Judged.container(TestImage.empty().elf("/app").user("65532").entrypoint("/app"), "").isClean();
  }

  @Test
  void run_as_user_takes_the_place_of_an_unknown_name() {
    Judged.container(
            TestImage.usual().user("nobody").entrypoint("/bin/sh"),
            "securityContext: { runAsUser: 1000 }")
        .isClean();
  }

  @Test
  void an_unknown_group_is_a_notice_since_the_kubelet_passes_over_it() {
    Judged.container(TestImage.usual().user("app:wheel").entrypoint("/bin/sh"), "")
        .violates("user-unknown")
        .saying("the group wheel", "the kubelet passes over it");
  }

  @Test
  void run_as_non_root_refuses_an_image_that_states_no_user() {
    Judged.container(
            TestImage.usual().entrypoint("/bin/sh"), "securityContext: { runAsNonRoot: true }")
        .violates("user-not-verifiable")
        .at(8, 40)
        .saying("states no USER, so it runs as root");
  }

  @Test
  void run_as_non_root_refuses_a_name() {
    Judged.container(
            TestImage.usual().user("app").entrypoint("/bin/sh"),
            "securityContext: { runAsNonRoot: true }")
        .violates("user-not-verifiable")
        .saying("is the name app");
  }

  @Test
  void run_as_non_root_refuses_the_number_of_root() {
    Judged.container(
            TestImage.usual().user("1000").entrypoint("/bin/sh"),
            "securityContext: { runAsNonRoot: true, runAsUser: 0 }")
        .violates("user-not-verifiable")
        .saying("runAsUser is 0, which is root");
  }

  @Test
  void run_as_non_root_accepts_a_number_of_image_or_pod() {
    Judged.container(
            TestImage.usual().user("1000:1000").entrypoint("/bin/sh"),
            "securityContext: { runAsNonRoot: true }")
        .isClean()
        .proves("user-not-verifiable");
    Judged.container(
            TestImage.usual().user("app").entrypoint("/bin/sh"),
            "securityContext: { runAsNonRoot: true, runAsUser: 10001 }")
        .isClean();
  }
}
