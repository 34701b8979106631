package dev.bulkhead.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.bulkhead.registry.http.Desk;
import dev.bulkhead.registry.http.FakePace;
import dev.bulkhead.registry.http.RegistryClient;
import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.registry.http.RegistryTrouble;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagListTest {
  private static final FakeRegistry REGISTRY = new FakeRegistry();
  private static final String PATH = "/v2/a/b/tags/list";

  @TempDir private static Path home;

  @AfterEach
  void forget() {
    REGISTRY.reset();
  }

  @AfterAll
  static void stop() {
    REGISTRY.stop();
  }

  private static TagList.Reading reading() throws RegistryTrouble {
    try (var client =
        RegistryClient.open(Desk.options(home), RegistryListener.NONE, new FakePace())) {
      return new TagList(client, REGISTRY.place("a/b")).read();
    }
  }

  private static TagList.Tags read() throws RegistryTrouble {
    return switch (reading()) {
      case TagList.Tags tags -> tags;
      case TagList.NoList(var reply) -> throw new AssertionError(reply);
    };
  }

  private static void page(String last, String link, String... tags) {
    var request = get(urlPathEqualTo(PATH));
    if (!last.isEmpty()) {
      request.withQueryParam("last", equalTo(last));
    }
    var answer = ok(FakeRegistry.page(tags));
    REGISTRY
        .server()
        .stubFor(
            request
                .atPriority(last.isEmpty() ? 9 : 1)
                .willReturn(link.isEmpty() ? answer : answer.withHeader("Link", link)));
  }

  @Test
  void pages_are_followed_to_the_end() throws Exception {
    page("", "</v2/a/b/tags/list?last=b&n=2>; rel=\"next\"", "a", "b");
    page("b", "<http://127.0.0.1/v2/a/b/tags/list?n=2&last=d>;rel=next", "c", "d");
    page("d", "", "e");

    assertThat(read())
        .isEqualTo(new TagList.Tags(java.util.List.of("a", "b", "c", "d", "e"), true));
  }

  @Test
  void a_list_that_leads_in_a_circle_ends() throws Exception {
    page("", "</v2/a/b/tags/list?last=b>; rel=\"next\"", "a", "b");
    page("b", "</v2/a/b/tags/list?last=b>; rel=\"next\"", "c");

    assertThat(read()).isEqualTo(new TagList.Tags(java.util.List.of("a", "b", "c"), false));
    REGISTRY.server().verify(2, getRequestedFor(urlPathEqualTo(PATH)));
  }

  @Test
  void pages_that_bring_nothing_new_end_the_list() throws Exception {
    REGISTRY
        .server()
        .stubFor(
            get(urlPathEqualTo(PATH))
                .inScenario("endless")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("more")
                .willReturn(
                    ok(FakeRegistry.page("a")).withHeader("Link", "</x?last=1>; rel=\"next\"")));
    REGISTRY
        .server()
        .stubFor(
            get(urlPathEqualTo(PATH))
                .inScenario("endless")
                .whenScenarioStateIs("more")
                .willReturn(
                    ok(FakeRegistry.page("a")).withHeader("Link", "</x?last=2>; rel=\"next\"")));

    assertThat(read().names()).containsExactly("a");
    REGISTRY.server().verify(2, getRequestedFor(urlPathEqualTo(PATH)));
  }

  @Test
  void a_list_without_end_is_cut() throws Exception {
    String previous = Scenario.STARTED;
    for (int i = 0; i < 60; i++) {
      REGISTRY
          .server()
          .stubFor(
              get(urlPathEqualTo(PATH))
                  .inScenario("long")
                  .whenScenarioStateIs(previous)
                  .willSetStateTo("page " + i)
                  .willReturn(
                      ok(FakeRegistry.page("t" + i))
                          .withHeader("Link", "</x?last=%d>; rel=\"next\"".formatted(i))));
      previous = "page " + i;
    }

    TagList.Tags tags = read();

    assertThat(tags.names()).hasSize(50);
    assertThat(tags.isWhole()).isFalse();
  }

  @Test
  void a_link_to_another_host_leads_nowhere_else() throws Exception {
    var other = new FakeRegistry();
    try {
      page("", "<http://%s/steal?last=b>; rel=\"next\"".formatted(other.host()), "a", "b");
      page("b", "", "c");

      assertThat(read().names()).containsExactly("a", "b", "c");
      other.server().verify(0, getRequestedFor(anyUrl()));
    } finally {
      other.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<>",
        "next",
        "<::>; rel=\"next\"",
        "</x>; rel=\"next\"",
        "</x?a>; rel=\"prev\""
      })
  void a_link_that_is_none_ends_the_list(String link) throws Exception {
    page("", link, "a");

    assertThat(read()).isEqualTo(new TagList.Tags(java.util.List.of("a"), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"tags\":null}", "{\"tags\":[1,{},\"a b\",\"\",\"../x\"]}"})
  void what_are_no_tags_is_left_out(String body) throws Exception {
    REGISTRY.server().stubFor(any(anyUrl()).willReturn(ok(body)));

    assertThat(read().names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html/>", "{}", "[", ""})
  void an_answer_without_a_list_is_no_empty_list(String body) throws Exception {
    REGISTRY.server().stubFor(any(anyUrl()).willReturn(ok(body)));

    assertThat(reading()).isInstanceOf(TagList.NoList.class);
  }

  @Test
  void a_refusal_is_no_empty_list() throws Exception {
    REGISTRY.server().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(405)));

    assertThat(reading())
        .isInstanceOfSatisfying(
            TagList.NoList.class, none -> assertThat(none.reply().status()).isEqualTo(405));
  }

  @Test
  void a_page_that_tells_of_every_manifest_too_is_read() throws Exception {
    String manifests =
        "\"manifest\":{\"sha256:x\":{\"tag\":[\"%s\"]}}".formatted("x".repeat(1 << 20));
    REGISTRY
        .server()
        .stubFor(any(anyUrl()).willReturn(ok("{%s,\"tags\":[\"v1\"]}".formatted(manifests))));

    assertThat(read().names()).containsExactly("v1");
  }

  @Test
  void a_list_that_is_too_long_for_one_page_is_trouble() {
    REGISTRY
        .server()
        .stubFor(any(anyUrl()).willReturn(ok("{\"tags\":[\"" + "x".repeat(8 << 20) + "\"]}")));

    assertThatThrownBy(TagListTest::reading).isInstanceOf(RegistryTrouble.class);
  }
}
