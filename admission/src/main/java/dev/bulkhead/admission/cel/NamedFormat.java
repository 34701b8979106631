package dev.bulkhead.admission.cel;

import com.google.re2j.Pattern;
import java.util.Optional;

/** A form of names (apimachinery {@code pkg/util/validation}). */
enum NamedFormat {
  DNS_1123_LABEL("dns1123Label", "[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63),
  DNS_1123_SUBDOMAIN(
      "dns1123Subdomain", "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", 253),
  DNS_1035_LABEL("dns1035Label", "[a-z]([-a-z0-9]*[a-z0-9])?", 63),
  DNS_1123_LABEL_PREFIX("dns1123LabelPrefix", "[a-z0-9]([-a-z0-9]*)?", 63),
  DNS_1123_SUBDOMAIN_PREFIX("dns1123SubdomainPrefix", "[a-z0-9]([-a-z0-9.]*)?", 253),
  DNS_1035_LABEL_PREFIX("dns1035LabelPrefix", "[a-z]([-a-z0-9]*)?", 63),
  LABEL_VALUE("labelValue", "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", 63),
  UUID("uuid", "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", 36);

  private final String spelling;
  private final Pattern form;
  private final int longest;

  NamedFormat(String spelling, String form, int longest) {
    this.spelling = spelling;
    this.form = Pattern.compile(form);
    this.longest = longest;
  }

  static Optional<NamedFormat> of(String spelling) {
    for (NamedFormat format : values()) {
      if (format.spelling.equals(spelling)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  String spelling() {
    return spelling;
  }

  boolean admits(String text) {
    return text.length() <= longest && form.matches(text);
  }
}
