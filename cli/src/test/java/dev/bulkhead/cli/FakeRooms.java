package dev.bulkhead.cli;

import dev.bulkhead.check.Check;
import dev.bulkhead.check.CheckOptions;
import dev.bulkhead.check.Rules;
import dev.bulkhead.model.Hook;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ChartLookup;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.registry.TagLookup;
import dev.bulkhead.registry.http.RegistryUploads;
import dev.bulkhead.release.Builds;
import dev.bulkhead.render.RegistrySecret;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Rooms that answer from memory. Every source is one nameless Pod (or is called twin, in sources
 * called shared), and a chart where it is called so; its image is looked up: found is proven,
 * missing violated, anything else unproven.
 */
class FakeRooms implements Rooms {
  final List<RenderRequest> requests = new CopyOnWriteArrayList<>();
  final List<CheckOptions> options = new CopyOnWriteArrayList<>();
  private Images images = Images.NONE;
  private TagLookup tags = new TagLookup.Unavailable("Nobody was asked.", "Ask somebody.");
  private List<SourceProblem> problems = List.of();

  FakeRooms with(Images answers) {
    images = answers;
    return this;
  }

  FakeRooms withTags(TagLookup answer) {
    tags = answer;
    return this;
  }

  FakeRooms withTags(String... names) {
    return withTags(new TagLookup.Listed(List.of("registry.example"), List.of(names), List.of()));
  }

  FakeRooms withProblem(String cause) {
    return withProblem(new SourceProblem(Location.somewhereIn("f.yaml"), cause, "Mend it."));
  }

  FakeRooms withProblem(SourceProblem problem) {
    problems = List.of(problem);
    return this;
  }

  static Images missing() {
    return (reference, platform) ->
        new ImageLookup.Missing("registry.example", "404", List.of("v1.31"));
  }

  @Override
  public List<Rule> rules() {
    return Rules.all();
  }

  @Override
  public Rendered read(String source, RenderRequest request, Evidence evidence) {
    requests.add(request);
    if (source.equals("empty")) {
      return new Rendered(Inventory.empty(), problems, List.of(), (file, line) -> Optional.empty());
    }
    var at = Location.exact(source, 1, 1);
    var fields = new LinkedHashMap<String, Node>();
    fields.put("kind", text("Pod", at));
    fields.put("apiVersion", text("v1", at));
    if (source.startsWith("shared")) {
      var metadata = new LinkedHashMap<String, Node>();
      metadata.put("name", text("twin", at));
      fields.put("metadata", new Node.Mapping(metadata, at));
    }
    var container = new LinkedHashMap<String, Node>();
    container.put("name", text("main", at));
    var spec = new LinkedHashMap<String, Node>();
    spec.put("containers", new Node.Sequence(List.of(new Node.Mapping(container, at)), at));
    fields.put("spec", new Node.Mapping(spec, at));
    var object =
        KubernetesObject.of(new Node.Mapping(fields, at), new Origin(source, source, Hook.NONE));
    var rendered =
        new Rendered(
            Inventory.of(List.of(object)),
            problems,
            List.of(),
            (file, line) -> Optional.of("kind: Pod"));
    return source.startsWith("chart") ? rendered.of(SourceTree.of(source, Map.of())) : rendered;
  }

  @Override
  public Rendered read(SourceTree chart, List<String> notes, RenderRequest request) {
    return render(chart, request).after(notes).of(chart);
  }

  @Override
  public Rendered render(SourceTree chart, RenderRequest request) {
    return read(chart.name(), request, new Evidence());
  }

  private static Node text(String value, Location at) {
    return new Node.Scalar(value, Node.Scalar.Type.STRING, at);
  }

  @Override
  public Optional<Set<KubernetesVersion>> accepted(
      String range, Collection<KubernetesVersion> versions) {
    return Optional.of(Set.copyOf(versions));
  }

  @Override
  public Images images(Evidence evidence, Inventory inventory, List<RegistrySecret> secrets) {
    return images;
  }

  @Override
  public ChartLookup chart(String source, Evidence evidence) {
    return new ChartLookup.Unavailable("Nobody was asked.", "Ask somebody.");
  }

  @Override
  public Contents contents(Evidence evidence, List<RegistrySecret> secrets) {
    throw new AssertionError("These rooms carry nothing.");
  }

  @Override
  public Contents transfers(Evidence evidence, List<RegistrySecret> secrets) {
    throw new AssertionError("These rooms carry nothing.");
  }

  @Override
  public RegistryUploads uploads(RegistryAccess access) {
    throw new AssertionError("These rooms carry nothing.");
  }

  @Override
  public TagLookup tags(ImageReference image, Evidence evidence) {
    return tags;
  }

  @Override
  public Builds kustomizations() {
    return (_, _) ->
        new Builds.Build(List.of(), Set.of(), Optional.of("Nothing is built in memory."));
  }

  @Override
  public Check.Judgement judge(Inventory inventory, CheckOptions wanted, Images answers) {
    options.add(wanted);
    var reference =
        ((ImageReference.Reading.Valid) ImageReference.read("registry.example/app:v1")).reference();
    var verdicts = new ArrayList<dev.bulkhead.verdict.Verdict>();
    for (KubernetesObject object : inventory.objects()) {
      for (Platform platform : wanted.platforms()) {
        var subject =
            Subject.of(object).withContainer("main", reference.text()).withPlatform(platform);
        var claim = new Claim(Rules.IMAGE_MISSING, subject, object.root().at());
        verdicts.add(
            switch (answers.find(reference, platform)) {
              case ImageLookup.Missing(var where, var answer, var _) ->
                  claim.violated(
                      "%s has no %s.".formatted(where, reference),
                      "Use v1.31.",
                      List.of(new Fact("answer", answer)));
              case ImageLookup.Unavailable(var reason, var supply) ->
                  claim.unproven(reason, supply, List.of());
              case ImageLookup.Found _, ImageLookup.PlatformMissing _ ->
                  claim.proven("It is there.", List.of());
            });
      }
    }
    return new Check.Judgement(verdicts, List.of(), true);
  }

  @Override
  public String cacheInfo() {
    return "The cache is empty.";
  }

  @Override
  public String clearCache() {
    return "Nothing was thrown away.";
  }
}
