package dev.bulkhead.admission.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A compiled expression that is to be true or false. */
public final class Expression {
  private static final String REQUEST = "request";
  private static final Answer TOO_COSTLY =
      new Answer.Unknown(List.of("more than Bulkhead evaluates"));

  private final CelRuntime.Program program;
  private final Set<String> reads;
  private final List<String> unsupported;

  /** What was too costly once is not tried again, so that hostile expressions cost little. */
  private volatile boolean isTooCostly;

  private Expression(CelRuntime.Program program, Set<String> reads, List<String> unsupported) {
    this.program = program;
    this.reads = Set.copyOf(reads);
    this.unsupported = List.copyOf(unsupported);
  }

  /** The expression cannot be compiled: the API server would refuse it. */
  public static final class Faulty extends Exception {
    private static final long serialVersionUID = 1L;

    private final String clause;

    Faulty(String clause) {
      super(clause);
      this.clause = clause;
    }

    /** What is wrong. */
    public String clause() {
      return clause;
    }
  }

  /**
   * Compiles an expression.
   *
   * @throws Faulty if it is malformed, reads what there is not, or is neither true nor false
   */
  public static Expression of(String text) throws Faulty {
    try {
      CelAbstractSyntaxTree tree = Language.COMPILER.compile(text).getAst();
      if (!tree.getResultType().equals(SimpleType.BOOL)
          && !tree.getResultType().equals(SimpleType.DYN)) {
        throw new Faulty(
            "it is of type %s, and must be of type bool".formatted(tree.getResultType().name()));
      }
      return new Expression(Language.RUNTIME.createProgram(tree), reads(tree), unsupported(tree));
    } catch (CelValidationException refused) {
      throw new Faulty(message(refused));
    } catch (CelEvaluationException | IllegalArgumentException refused) {
      throw new Faulty("it cannot be planned");
    } catch (StackOverflowError tooDeep) {
      throw new Faulty("it is nested too deeply");
    }
  }

  private static String message(CelValidationException refused) {
    Optional<CelIssue> first = refused.getErrors().stream().findFirst();
    return first.map(CelIssue::getMessage).orElse("it is malformed").lines().findFirst().orElse("");
  }

  /** The variables that it reads; of {@code request} the fields, as {@code request.userInfo}. */
  public Set<String> reads() {
    return reads;
  }

  private static Set<String> reads(CelAbstractSyntaxTree tree) {
    var reads = new TreeSet<String>();
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
        .forEach(node -> reads.add(read(node)));
    return reads;
  }

  private static List<String> unsupported(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
        .map(node -> node.expr().call().function())
        .filter(Unsupported.NAMES::contains)
        .map("the function %s, which Bulkhead does not know"::formatted)
        .distinct()
        .toList();
  }

  private static String read(CelNavigableExpr node) {
    String name = node.expr().ident().name();
    if (!name.equals(REQUEST)) {
      return name;
    }
    return node.parent()
        .filter(parent -> parent.getKind() == CelExpr.ExprKind.Kind.SELECT)
        .map(parent -> REQUEST + "." + parent.expr().select().field())
        .orElse(REQUEST);
  }

  /**
   * What it comes to. Where it is true, or ends in an error, only because something is taken to be
   * absent, nobody can tell.
   */
  public Answer evaluate(Variables variables) {
    if (isTooCostly) {
      return TOO_COSTLY;
    }
    Answer answer = answer(variables);
    isTooCostly = answer.equals(TOO_COSTLY);
    return answer;
  }

  private Answer answer(Variables variables) {
    var doubts = new Doubts(false);
    Answer answer = evaluate(variables, doubts);
    return doubts.hasLeant() && answer != Answer.Decided.NO
        ? evaluate(variables, new Doubts(true))
        : answer;
  }

  private Answer evaluate(Variables variables, Doubts doubts) {
    CelVariableResolver resolver = name -> Optional.of(variables.of(name, doubts));
    try {
      return decided(program.eval(resolver));
    } catch (CelEvaluationException erred) {
      return isBeyondBounds(erred) ? TOO_COSTLY : erred(doubts, text(erred));
    } catch (RuntimeException | StackOverflowError erred) {
      return erred(doubts, "it cannot be evaluated");
    }
  }

  /** The API server has bounds of its own, which are counted in another way. */
  private static boolean isBeyondBounds(CelEvaluationException erred) {
    return erred.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED
        || erred.getCause() instanceof BoundedLibrary.TooLarge;
  }

  /** With what is not known, it might have come to something else. */
  private Answer erred(Doubts doubts, String what) {
    var reads = new ArrayList<>(doubts.reads());
    reads.addAll(unsupported);
    return reads.isEmpty() ? new Answer.Erred(what) : new Answer.Unknown(reads);
  }

  private static Answer decided(Object result) {
    return switch (result) {
      case Boolean truth -> truth ? Answer.Decided.YES : Answer.Decided.NO;
      default -> new Answer.Erred("it is neither true nor false");
    };
  }

  /** Only keys are told, never values, which might be secret. */
  private static String text(CelEvaluationException erred) {
    return switch (erred.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND -> "it reads a field or a key that is not there";
      default -> erred.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
