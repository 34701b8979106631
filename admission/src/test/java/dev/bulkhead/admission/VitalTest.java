package dev.bulkhead.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VitalTest {
  @ParameterizedTest
  @EnumSource
  void every_request_is_told_by_the_table(Vital vital) {
    assertThat(vital.consequence()).isNotBlank();
    assertThat(vital.row()).isBetween(1, 29);
    assertThat(vital.limitSeconds()).isIn(5, 10, 34);
  }

  @Test
  void a_heartbeat_is_a_lease_in_its_own_namespace() {
    var request =
        Vital.NODE_LEASE.request(
            "kube-node-lease",
            Labels.all("kube-node-lease", Map.of()),
            Labels.none("the lease"),
            "worker-1");

    assertThat(request).hasToString("UPDATE leases.coordination.k8s.io in kube-node-lease");
    assertThat(request.user().groups()).contains("system:nodes");
    assertThat(Vital.NODE_LEASE.limitSeconds()).isEqualTo(10);
  }

  @Test
  void bindings_carry_no_labels_of_their_pod() {
    var pod = Labels.all("pod", Map.of("app", "x"));
    var request = Vital.POD_BINDING.request("apps", Labels.none("apps"), pod, "");

    assertThat(request.object()).isEqualTo(new Content.Labelled(Labels.none("pods/binding")));
  }

  @Test
  void what_is_deleted_has_no_new_object() {
    var request = Vital.POD_END.request("apps", Labels.none("apps"), Labels.none("pod"), "");

    assertThat(request.object()).isEqualTo(new Content.None());
    assertThat(request.oldObject()).isEqualTo(new Content.Labelled(Labels.none("pod")));
  }
}
