package io.github.authenticode;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;

/** The arrows of the house: who may know whom. */
@AnalyzeClasses(packages = "io.github.authenticode", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String HOUSE = "io.github.authenticode.";

    @ArchTest
    static final ArchRule onlyMavenPackageKnowsMaven = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + "maven..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..");

    @ArchTest
    static final ArchRule nobodyDependsOnTheMavenPackage = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + "maven..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOUSE + "maven..");

    @ArchTest
    static final ArchRule planKnowsNobody = knowsOnly("plan");

    @ArchTest
    static final ArchRule diagnoseKnowsThePlan = knowsOnly("diagnose", "plan");

    @ArchTest
    static final ArchRule concurrentKnowsNobody = knowsOnly("concurrent");

    @ArchTest
    static final ArchRule pemKnowsThePlan = knowsOnly("pem", "plan");

    @ArchTest
    static final ArchRule httpKnowsThePlan = knowsOnly("http", "plan", "diagnose");

    @ArchTest
    static final ArchRule policyKnowsThePlan = knowsOnly("policy", "plan", "diagnose");

    @ArchTest
    static final ArchRule cloudKnowsNoEngine =
            knowsOnly("cloud", "concurrent", "http", "pem", "process", "plan", "diagnose");

    @ArchTest
    static final ArchRule engineKnowsNoRun =
            knowsOnly("engine", "cloud", "concurrent", "http", "pem", "process", "plan", "diagnose");

    @ArchTest
    static final ArchRule processKnowsNoEngine = knowsOnly("process", "plan", "diagnose");

    @ArchTest
    static final ArchRule verifierKnowsNoEngine = knowsOnly("verify", "concurrent", "plan", "diagnose");

    @ArchTest
    static final ArchRule runKnowsNoReport = knowsOnly("run", "concurrent", "engine", "verify", "plan", "diagnose");

    @ArchTest
    static final ArchRule reportKnowsNoEngine = knowsOnly("report", "run", "verify", "plan", "diagnose");

    @ArchTest
    static final ArchRule verifierSharesNoCodeWithTheSigningSide = noClasses()
            .that()
            .resideInAPackage(HOUSE + "verify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.jsign..", "org.apache.poi..");

    /** What it needs from the network is handed to it. */
    @ArchTest
    static final ArchRule verifierKnowsNoNetwork = noClasses()
            .that()
            .resideInAPackage(HOUSE + "verify..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "reach the network",
                    c -> c.getPackageName().startsWith("java.net")
                            && !c.getSimpleName().startsWith("URI")
                            && !c.getSimpleName().matches("URL(En|De)coder")));

    @ArchTest
    static final ArchRule onlyTheEmbeddedEngineKnowsJsign = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + "engine.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.jsign..");

    @ArchTest
    static final ArchRule noSecurityProviderIsRegistered =
            noClasses().should().callMethod(Security.class, "addProvider", Provider.class);

    @ArchTest
    static final ArchRule nothingIsGlobal = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("the plugin runs in parallel builds (mvn -T) within one JVM");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(HOUSE + "(*)..").should().beFreeOfCycles();

    /** Each package is a room of its own here, those below another one too. */
    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching(HOUSE + "(**)").should().beFreeOfCycles();

    /** Within the house; the JDK and libraries are another matter. */
    private static ArchRule knowsOnly(String owner, String... known) {
        return noClasses()
                .that()
                .resideInAPackage(HOUSE + owner + "..")
                .should()
                .dependOnClassesThat(otherRoomThan(owner, known))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> otherRoomThan(String owner, String... known) {
        return DescribedPredicate.describe(
                "live elsewhere in the house than " + owner + " or " + Arrays.asList(known), c -> {
                    String name = c.getPackageName() + ".";
                    return name.startsWith(HOUSE)
                            && !name.startsWith(HOUSE + owner + ".")
                            && Arrays.stream(known).noneMatch(k -> name.startsWith(HOUSE + k + "."));
                });
    }
}
