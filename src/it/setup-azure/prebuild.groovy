import io.github.authenticode.azuredouble.AzureStage
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority
import java.time.Clock

// They end with this JVM.
def certificates = new File(basedir, '../test-certificate')
def stage = AzureStage.set(basedir.toPath(), TestAuthority.open(certificates.toPath(), Clock.systemUTC()))

def found = stage.properties()
def signtoolProperties = new File(basedir, '../setup-signtool/signtool.properties')
if (signtoolProperties.exists()) {
    signtoolProperties.withInputStream { found.load(it) }
}
def roots = new File(basedir, 'roots.pem')
roots.text = [new File(found['it.azure.roots']), new File(certificates, 'root.pem'), new File(basedir, '../setup-signtool/roots.pem')]
        .findAll { it.exists() }*.text.join('')
found['it.azure.roots'] = roots.path
new File(basedir, 'azure.properties').withOutputStream { found.store(it, null) }

// invoker.properties cannot know what is only known now; it is read again before each build.
['azure-credentials': stage.environment('credentials', true), 'azure-thrift': stage.environment('thrift', false),
 'azure-keyvault': stage.environment('vault', false),
 'azure-refused': stage.environment('refusing', false), 'azure-engines': stage.environment('hurried', false)].each { test, variables ->
    def all = new Properties()
    variables.each { all["invoker.environmentVariables.$it.key" as String] = it.value }
    def file = new File(basedir, "../$test/invoker.properties")
    if (file.exists()) { // else the test was not chosen
        file.withWriterAppend('ISO-8859-1') { it.write('\n'); all.store(it, null) }
    }
}
return true
