package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Node;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The right-hand columns were observed: they are what sigs.k8s.io/yaml v1.6.0 makes of the left.
 */
class ScalarsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "y,BOOLEAN,true",
        "n,BOOLEAN,false",
        "Y,BOOLEAN,true",
        "N,BOOLEAN,false",
        "yes,BOOLEAN,true",
        "NO,BOOLEAN,false",
        "on,BOOLEAN,true",
        "Off,BOOLEAN,false",
        "True,BOOLEAN,true",
        "FALSE,BOOLEAN,false",
        "tRUE,STRING,tRUE",
        "~,NULL,null",
        "null,NULL,null",
        "NULL,NULL,null",
        "nULL,STRING,nULL",
        "'',STRING,``",
        "\"yes\",STRING,yes",
        "'0755',STRING,0755",
        "0,INTEGER,0",
        "00,INTEGER,0",
        "-0,INTEGER,0",
        "+5,INTEGER,5",
        "0755,INTEGER,493",
        "0o755,INTEGER,493",
        "0O17,INTEGER,15",
        "-0o17,INTEGER,-15",
        "0o8,STRING,0o8",
        "08,INTEGER,8",
        "09.5,FLOAT,9.5",
        "0x1F,INTEGER,31",
        "0X1f,INTEGER,31",
        "-0x1F,INTEGER,-31",
        "0xg,STRING,0xg",
        "0x,STRING,0x",
        "0b11,INTEGER,3",
        "-0b11,INTEGER,-3",
        "0b12,STRING,0b12",
        "0b,STRING,0b",
        "1_000,INTEGER,1000",
        "1__0,INTEGER,10",
        "1_,INTEGER,1",
        "_1,STRING,_1",
        "0_7,INTEGER,7",
        "0x_1,INTEGER,1",
        "`1,000`,STRING,`1,000`",
        "+,STRING,+",
        ".,STRING,.",
        "..,STRING,..",
        ".5,FLOAT,0.5",
        "-.5,FLOAT,-0.5",
        "5.,INTEGER,5",
        "1.e5,INTEGER,100000",
        "1e3,INTEGER,1000",
        "1E+3,INTEGER,1000",
        "1e,STRING,1e",
        ".e5,STRING,.e5",
        "1.0,INTEGER,1",
        "1.10,FLOAT,1.1",
        "0.1,FLOAT,0.1",
        ".1_0,FLOAT,0.1",
        "1_0.5,FLOAT,10.5",
        "1.5e3_0,FLOAT,1.5e+30",
        "1e20,FLOAT,100000000000000000000",
        "1e21,FLOAT,1e+21",
        "1e-6,FLOAT,0.000001",
        "1e-7,FLOAT,1e-7",
        "1e-400,INTEGER,0",
        "-0.0,INTEGER,0",
        "1e400,STRING,1e400",
        "-1e400,STRING,-1e400",
        "0.000001234,FLOAT,0.000001234",
        "123456789012345678.0,INTEGER,123456789012345680",
        "1.7976931348623157e308,FLOAT,1.7976931348623157e+308",
        "9223372036854775808,INTEGER,9223372036854775808",
        "18446744073709551615,INTEGER,18446744073709551615",
        "18446744073709551616,FLOAT,18446744073709552000",
        "+18446744073709551615,FLOAT,18446744073709552000",
        "-9223372036854775809,FLOAT,-9223372036854776000",
        "2001-01-01,STRING,2001-01-01",
        "2001-12-14T21:59:43.10-05:00,STRING,2001-12-14T21:59:43.10-05:00",
        "12:30:45,STRING,12:30:45",
        "1:20,STRING,1:20",
        "0x1p3,STRING,0x1p3",
        ".infinity,STRING,.infinity",
        "+Inf,STRING,+Inf",
        "v1.2,STRING,v1.2",
        "1.2.3,STRING,1.2.3",
        "10Mi,STRING,10Mi",
        "=,STRING,=",
        "'<<',STRING,<<",
        "!!str 0755,STRING,0755",
        "!!int \"12\",INTEGER,12",
        "!!float 3,INTEGER,3",
        "!!float 3.5,FLOAT,3.5",
        "!!float 0x10,INTEGER,16",
        "!!bool yes,BOOLEAN,true",
        "!!null ~,NULL,null",
        "!!binary aGk=,STRING,hi",
        "!!timestamp 2001-01-01,STRING,2001-01-01",
        "!foo 12,STRING,12",
        "! 12,STRING,12",
        "&anchor 0755,INTEGER,493",
      })
  void a_value_is_what_kubernetes_makes_of_it(String written, Node.Scalar.Type type, String text) {
    var read = YamlReader.read("a: " + written + "\n", Placement.of("f"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.roots().getFirst().get("a"))
        .hasValueSatisfying(
            node -> {
              var scalar = (Node.Scalar) node;
              assertThat(scalar.type()).isEqualTo(type);
              assertThat(scalar.text()).isEqualTo(text);
            });
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1,1",
        "0755,493",
        "yes,true",
        "off,false",
        "y,true",
        "1.10,1.1",
        "1000000.0,1e+06",
        "1e3,1000",
        ".inf,.inf",
        "-.inf,-.inf",
        ".nan,.nan",
        "2001-01-01,2001-01-01",
        "0.00001,1e-05",
        "123456789.5,1.2345679e+08",
        "16777217.0,1.6777216e+07",
        "!!binary aGk=,hi",
        "!!str 1,1",
        "'yes',yes",
        "\"<<\",<<",
        "&k name,name",
      })
  void a_name_that_is_no_string_becomes_one(String written, String name) {
    var read = YamlReader.read(written + ": x\n", Placement.of("f"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.mappings().getFirst().fields().sequencedKeySet()).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".inf",
        "-.INF",
        ".NaN",
        "!!int x",
        "!!float x",
        "!!null x",
        "!!bool 3",
        "!!binary 'ä'",
        "!!float 18446744073709551615"
      })
  void a_value_that_kubernetes_cannot_read_is_refused_at_its_place(String written) {
    var read = YamlReader.read("a:\n  b: " + written + "\n", Placement.of("f"));

    assertThat(read.roots()).isEmpty();
    assertThat(read.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.at()).hasToString("f:2:6"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"~: x", "null: x", "18446744073709551615: x", "[a]: x", "{a: b}: x"})
  void a_name_that_cannot_be_text_is_refused(String written) {
    var read = YamlReader.read(written, Placement.of("f"));

    assertThat(read.roots()).isEqualTo(List.of());
    assertThat(read.problems()).hasSize(1);
  }
}
