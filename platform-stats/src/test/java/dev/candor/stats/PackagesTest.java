package dev.candor.stats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floor of numbers stands by itself, and its packages form no circle. */
class PackagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.candor.stats");

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.candor.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theLibraryKnowsTheLanguageAndCommonsMathOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.apache.commons.math3..", "org.jspecify..", "dev.candor.stats..")
                .check(CLASSES);
    }

    @Test
    void nothingKnowsTheVerdictAndSamplesKnowNothing() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("samples")
                .definedBy("dev.candor.stats.sample")
                .layer("verdict")
                .definedBy("dev.candor.stats.verdict")
                .layer("methods")
                .definedBy(
                        "dev.candor.stats.frequentist",
                        "dev.candor.stats.sequential",
                        "dev.candor.stats.bayes",
                        "dev.candor.stats.adjust",
                        "dev.candor.stats.multiplicity",
                        "dev.candor.stats.causal",
                        "dev.candor.stats.privacy",
                        "dev.candor.stats.health",
                        "dev.candor.stats.power")
                .whereLayer("verdict")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("samples")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }
}
