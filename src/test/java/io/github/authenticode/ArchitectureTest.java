package io.github.authenticode;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.identity.Identity;
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

    /** Outside of it a problem is made by {@link Problem#of}, which takes an id of the catalogue and no text. */
    @ArchTest
    static final ArchRule onlyTheCatalogueNamesAProblem = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + "diagnose")
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "is the constructor of Problem",
                    access -> access.getTargetOwner().isEquivalentTo(Problem.class)
                            && access.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(HOUSE + "(*)..").should().beFreeOfCycles();

    /** Each package is a room of its own here, those below another one too. */
    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching(HOUSE + "(**)").should().beFreeOfCycles();

    /** What they hold is for the judge alone; whoever wants a verdict asks the Verifier. */
    @ArchTest
    static final ArchRule roomsOfTheVerifierAreClosed =
            areClosed("verify", "crypto", "path", "cms", "timestamp", "rules");

    @ArchTest
    static final ArchRule stagingIsClosed = areClosed("run", "staging");

    /** Only whoever configures the build lists engines; what several programs need is in the rooms of tools. */
    @ArchTest
    static final ArchRule enginesKnowNoOtherEngine = noClasses()
            .that()
            .resideInAPackage(HOUSE + "engine.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HOUSE + "engine.signtool..", HOUSE + "engine.tool..");

    @ArchTest
    static final ArchRule toolsKnowNoEngine = noClasses()
            .that()
            .resideInAnyPackage(HOUSE + "engine.signtool..", HOUSE + "engine.tool..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOUSE + "engine.embedded..");

    @ArchTest
    static final ArchRule toolsInGeneralDoNotKnowSigntool = noClasses()
            .that()
            .resideInAPackage(HOUSE + "engine.tool..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOUSE + "engine.signtool..");

    /** A question that others ask of an identity is a method of it, so that a forgotten answer does not compile. */
    @ArchTest
    static final ArchRule onlyEnginesAndElementsTellIdentitiesApart = noClasses()
            .that()
            .resideOutsideOfPackages(HOUSE + "engine..", HOUSE + "maven.identity..", HOUSE + "plan.identity..")
            .should(askForTheKindOfAnIdentity());

    @ArchTest
    static final ArchRule onlyRoomsOfAToolBearItsName = noClasses()
            .that()
            .resideOutsideOfPackages(HOUSE + "engine..", HOUSE + "maven..", HOUSE + "diagnose.catalogue..")
            .should()
            .haveNameMatching(".*\\.(Signtool|AzureSignTool|Smctl|Wraptool)[^.]*");

    private static ArchRule areClosed(String house, String... rooms) {
        String[] closed = Arrays.stream(rooms)
                .map(room -> HOUSE + house + "." + room + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + house + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(closed);
    }

    private static ArchCondition<JavaClass> askForTheKindOfAnIdentity() {
        return new ArchCondition<>("ask for the kind of an identity") {
            @Override
            public void check(JavaClass owner, ConditionEvents events) {
                owner.getInstanceofChecks().stream()
                        .filter(asked -> asked.getRawType().isAssignableTo(Identity.class))
                        .forEach(asked -> events.add(SimpleConditionEvent.satisfied(
                                owner,
                                owner.getName() + " asks for "
                                        + asked.getRawType().getName() + " in line " + asked.getLineNumber())));
            }
        };
    }

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
