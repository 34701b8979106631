package dev.bulkhead.admission.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
  private static final Answer TOO_COSTLY =
      new Answer.Unknown(List.of("more than Bulkhead evaluates"));

  /** An object of which metadata.name and one label are known, and which may have other labels. */
  private static Object object(String name, Doubts doubts) {
    if (!name.equals("object")) {
      throw doubts.unknown(name);
    }
    Map<String, Object> labels = Map.of("team", "blue");
    Map<String, Object> metadata =
        Map.of("name", "it", "labels", Part.of("labels", doubts, labels, Part.Missing.LEANING));
    Map<String, Object> fields =
        Map.of("metadata", Part.of("metadata", doubts, metadata, Part.Missing.UNKNOWN));
    return Part.of("object", doubts, fields, Part.Missing.UNKNOWN);
  }

  private static Answer answer(String text) throws Expression.Faulty {
    return Expression.of(text).evaluate(ExpressionTest::object);
  }

  @Test
  void what_was_too_costly_once_is_not_tried_again() throws Expression.Faulty {
    var costly =
        Expression.of(
            "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c,"
                + " [1,2,3,4,5,6,7,8,9].all(d, object.metadata.name != 'x' && a + b + c + d > 0))))");

    assertThat(costly.evaluate(ExpressionTest::object)).isEqualTo(TOO_COSTLY);
    assertThat(
            costly.evaluate(
                (name, doubts) -> {
                  throw new AssertionError("It was evaluated again.");
                }))
        .isEqualTo(TOO_COSTLY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 + 1 == 2 && 'abc'.startsWith('a')",
        "[1, 2, 2].isSorted() && ![2, 1].isSorted() && ['a', 'b'].isSorted()",
        "[1, 2, 3].sum() == 6 && [1.5, 2.5].sum() == 4.0 && [1, 2].max() == 2 && [1, 2].min() == 1",
        "[duration('1m'), duration('1s')].sum() == duration('61s')",
        "['a', 'b', 'a'].indexOf('a') == 0 && ['a', 'b', 'a'].lastIndexOf('a') == 2",
        "['a'].indexOf('z') == -1 && 'abcb'.indexOf('b') == 1 && 'abcb'.lastIndexOf('b') == 3",
        "'abc 123'.find('[0-9]+') == '123' && 'abc'.find('[0-9]+') == ''",
        "'a1b22'.findAll('[0-9]+') == ['1', '22'] && 'a1b22'.findAll('[0-9]+', 1) == ['1']",
        "url('https://user@host:8443/a%20b?x=1&x=2').getHostname() == 'host'",
        "url('https://host:8443/p').getPort() == '8443' && url('https://[::1]/').getHostname() == '::1'",
        "url('https://h/a%20b?x=1&x=2').getQuery()['x'] == ['1', '2'] && url('/a').getScheme() == ''",
        "url('https://h/a%20b').getEscapedPath() == '/a%20b' && isURL('https://h') && !isURL('a b')",
        "quantity('1.5Gi') == quantity('1536Mi') && quantity('500m').isLessThan(quantity('1'))",
        "quantity('1k').asInteger() == 1000 && !quantity('1m').isInteger() && isQuantity('1e3')",
        "quantity('1').add(quantity('1')).sub(1).compareTo(quantity('1')) == 0 && !isQuantity('1x')",
        "quantity('-1').sign() == -1 && quantity('2').isGreaterThan(quantity('1'))",
        "ip('10.0.0.1').family() == 4 && ip('::1').isLoopback() && !isIP('10.0.0.256') && !isIP('1.2')",
        "!isIP('::ffff:10.0.0.1') && ip.isCanonical('::1') && !ip.isCanonical('0:0:0:0:0:0:0:1')",
        "cidr('10.0.0.0/8').containsIP('10.1.2.3') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))",
        "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')",
        "cidr('10.0.0.0/8').prefixLength() == 8 && string(ip('10.0.0.1')) == '10.0.0.1'",
        "isCIDR('::/0') && !isCIDR('::/129') && string(cidr('10.0.0.0/8').ip()) == '10.0.0.0'",
        "semver('1.2.3').isLessThan(semver('1.10.0')) && semver('v1.2', true).minor() == 2",
        "semver('1.0.0-rc.1').isLessThan(semver('1.0.0')) && !isSemver('1.2') && isSemver('1.2.3+b')",
        "!format.dns1123Label().validate('my-name').hasValue()",
        "format.named('dns1123Label').value().validate('My').hasValue()",
        "sets.contains([1, 2], [1]) && sets.intersects([1], [1, 2]) && sets.equivalent([1], [1, 1])",
        "{'a': 1}.all(k, v, k == 'a' && v == 1) && {'a': 1}.transformList(k, v, v)[0] == 1",
        "{'a': 1}[?'b'].orValue(2) == 2 && 1 < 1.5",
        "'a,b'.split(',').join('-') == 'a-b' && 'aXa'.replace('a', 'b') == 'bXb'",
        "'aaa'.replace('a', 'b', 2) == 'bba' && 'ab'.replace('', '-') == '-a-b-' && 'A'.lowerAscii() == 'a'",
        "['a' + 'b'] + ['c'] == ['ab', 'c'] && b'a' + b'b' == b'ab'",
      })
  void what_the_api_server_knows_is_known(String text) throws Expression.Faulty {
    assertThat(answer(text)).isEqualTo(Answer.Decided.YES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '"',
      value = {
        "object.spec.x == 1 || true => YES",
        "true || object.spec.x == 1 => YES",
        "object.spec.x == 1 && false => NO",
        "false && object.spec.x == 1 => NO",
        "object.metadata.name == 'it' => YES",
        "object.metadata.labels['team'] == 'blue' => YES",
        "object.metadata.labels.team == 'red' => NO",
        "[1, 2].exists(x, object.spec.x == x || x == 2) => YES",
        "authorizer.group('').resource('pods').check('get').allowed() || true => YES",
        "object != null => YES",
        "'tenant' in object.metadata.labels => NO",
        "object.metadata.labels.exists(k, k == 'x') => NO",
        "has(object.metadata.labels.tenant) => NO",
        "object.metadata.labels[?'x'].orValue('') == 'y' => NO",
        "'x' in object.metadata.labels && 1 / 0 == 1 => NO",
      })
  void an_answer_that_does_not_depend_on_what_is_not_known_is_given(String text, String answer)
      throws Expression.Faulty {
    assertThat(answer(text)).isEqualTo(Answer.Decided.valueOf(answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '"',
      value = {
        "object.spec.x == 1 => object.spec",
        "object.spec.x == 1 || false => object.spec",
        "object.spec.x == 1 || 1 / 0 == 1 => object.spec",
        "1 / 0 == 1 || object.spec.x == 1 => object.spec",
        "!(object.spec.x == 1) => object.spec",
        "object.spec.x == 1 ? true : false => object.spec",
        "has(object.spec) => object.spec",
        "size(object.spec) > 0 => object.spec",
        "object.spec.list.exists(x, x == 1) => object.spec",
        "object.metadata.annotations.all(k, k != '') => metadata.annotations",
        "authorizer.group('').resource('pods').check('get').allowed() => authorizer",
        "authorizer.requestResource.check('get').allowed() => authorizer.requestResource",
        "!('skip' in object.metadata.labels) => labels.skip",
        "object.metadata.labels['skip'] != 'yes' => labels.skip",
        "object.metadata.labels.all(k, k == 'team') => labels",
      })
  void an_answer_that_depends_on_what_is_not_known_names_it(String text, String read)
      throws Expression.Faulty {
    assertThat(answer(text)).isEqualTo(new Answer.Unknown(List.of(read)));
  }

  @Test
  void optional_fields_of_what_is_not_known_are_not_known() throws Expression.Faulty {
    assertThat(answer("object.?spec.?x.orValue(1) == 1")).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void a_function_that_is_not_supported_is_named() throws Expression.Faulty {
    assertThat(answer("'%s'.format(['a']) == 'a'"))
        .isEqualTo(
            new Answer.Unknown(List.of("the function format, which Bulkhead does not know")));
    assertThat(answer("'%s'.format(['a']) == 'a' || true")).isEqualTo(Answer.Decided.YES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 / 0 == 1",
        "{'a': 1}['b'] == 1",
        "[1][2] == 1",
        "dyn('x') == 1 && int('secret') == 1 || int('secret') == 1",
        "quantity('x').isInteger()",
        "ip('x').family() == 4",
        "'a'.matches(dyn('('))",
      })
  void an_error_is_told_without_any_value(String text) throws Expression.Faulty {
    assertThat(answer(text))
        .isInstanceOfSatisfying(
            Answer.Erred.class, erred -> assertThat(erred.what()).doesNotContain("secret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '"',
      value = {
        "request.foo == 1 => undefined field 'foo'",
        "object.x == => mismatched input",
        "foo == 1 => undeclared reference to 'foo'",
        "1 + 1 => it is of type int, and must be of type bool",
        "'' => it is of type string, and must be of type bool",
        "nothing('a') => undeclared reference to 'nothing'",
      })
  void what_the_api_server_would_refuse_is_refused(String text, String clause) {
    assertThatThrownBy(() -> Expression.of(text)).hasMessageContaining(clause);
  }

  @Test
  void nothing_and_far_too_much_is_refused() {
    for (String text :
        List.of(
            "",
            "(".repeat(5000),
            "1" + "+1".repeat(40_000),
            "true" + " ".repeat(200_000),
            "true" + " && true".repeat(12_000) + " && (")) {
      assertThatThrownBy(() -> Expression.of(text)).isInstanceOf(Expression.Faulty.class);
    }
  }

  @Test
  void an_expression_that_would_fill_memory_is_given_up() throws Expression.Faulty {
    String doubling = ".map(x, x + x)".repeat(60);
    for (String text :
        List.of(
            "['aaaa']" + doubling + "[0] == ''",
            "[[1]]" + doubling + "[0] == [1]",
            "[b'a']" + doubling + "[0] == b''",
            "['aa']" + ".map(x, x.replace('a', 'aaaaaaaaaaaaaaaa'))".repeat(60) + "[0] == ''",
            "['aa']" + ".map(x, [x, x, x, x].join(x))".repeat(60) + "[0] == ''")) {
      assertThat(answer(text)).isEqualTo(TOO_COSTLY);
    }
  }

  @Test
  void an_expression_that_would_never_end_is_given_up() throws Expression.Faulty {
    var text = new StringBuilder();
    for (int depth = 0; depth < 12; depth++) {
      text.append("[0,1,2,3,4,5,6,7,8,9].all(x%d, ".formatted(depth));
    }
    text.append("true").append(")".repeat(12));

    assertThat(answer(text.toString())).isEqualTo(TOO_COSTLY);
  }

  @Test
  void a_regular_expression_takes_linear_time() throws Expression.Faulty {
    assertThat(answer("'%s'.matches('^(a+)+$')".formatted("a".repeat(5000) + "b")))
        .isEqualTo(Answer.Decided.NO);
    assertThat(answer("'%s'.find('(a|a)*$') == ''".formatted("a".repeat(5000) + "b")))
        .isEqualTo(Answer.Decided.YES);
  }

  @Test
  void what_is_read_is_known_beforehand() throws Expression.Faulty {
    assertThat(
            Expression.of("request.userInfo.groups.exists(g, g == 'a') || has(object.x)").reads())
        .contains("request.userInfo", "object");
  }
}
