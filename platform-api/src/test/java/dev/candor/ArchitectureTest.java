package dev.candor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The map of docs/architecture.md, told on the day instead of in the review. */
class ArchitectureTest {

    private static final JavaClasses CANDOR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.candor");

    private static final String STORES =
            "dev.candor.api.(catalog|consent|eventstore|ledger|audit|access|database|problem)..";
    private static final String USES =
            "dev.candor.api.(authoring|decision|explaining|collecting|folding|results|exporting|privacy|accounts)..";

    /** In the order of the map: each may import those before it. */
    private static final List<String> NOUNS = List.of(
            "actor", "consent", "attribute", "metric", "audience", "experiment", "assignment", "event", "journey");

    @Test
    void packagesFormNoCircle() {
        check(slices().matching("dev.candor.(**)").should().beFreeOfCycles());
    }

    @Test
    void theDomainKnowsOnlyTheLanguage() {
        check(classes()
                .that()
                .resideInAPackage("dev.candor.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.candor.domain.."));
    }

    @Test
    void nounsStandInOneOrder() {
        for (int i = 0; i < NOUNS.size(); i++) {
            String[] later = NOUNS.subList(i + 1, NOUNS.size()).stream()
                    .map(noun -> "dev.candor.domain." + noun + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                check(noClasses()
                        .that()
                        .resideInAPackage("dev.candor.domain." + NOUNS.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later));
            }
        }
    }

    @Test
    void numbersKnowOnlyTheLanguageAndCommonsMath() {
        check(classes()
                .that()
                .resideInAPackage("dev.candor.stats..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.apache.commons.math3..", "dev.candor.stats.."));
    }

    @Test
    void usesDoNotCallEachOther() {
        check(slices().matching(USES).should().notDependOnEachOther());
    }

    @Test
    void storesDoNotKnowWhoUsesThem() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages(STORES))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(USES)));
    }

    @Test
    void onlyResultsAndPlansCallTheStatistics() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.candor.stats..",
                        "dev.candor.api.results..",
                        "dev.candor.api.explaining..",
                        "dev.candor.api.authoring..")
                .and()
                // A step on the sums, which any export takes: it stands beside them.
                .haveNameNotMatching("dev\\.candor\\.api\\.ledger\\.NoisedStatistics.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.candor.stats.."));
    }

    private static void check(ArchRule rule) {
        rule.check(CANDOR);
    }

    private static String[] packages(String alternatives) {
        String names = alternatives.substring(alternatives.indexOf('(') + 1, alternatives.indexOf(')'));
        return java.util.Arrays.stream(names.split("\\|"))
                .map(name -> "dev.candor.api." + name + "..")
                .toArray(String[]::new);
    }
}
