import groovy.json.JsonSlurper
import io.github.authenticode.azuredouble.AzureDouble

def report = { new JsonSlurper().parse(new File(basedir, "target/authenticode/$it-report.json"), 'UTF-8') }
def azure = new Properties()
new File(basedir, '../setup-azure/azure.properties').withInputStream { azure.load(it) }
def counters = new JsonSlurper().parse(new URL(azure['it.azure.vault.control']))

assert report('signing').files*.outcome == ['signed'] && report('verification').files*.outcome == ['trusted']
assert report('signing').signing.engine == 'embedded' && report('signing').signing.service.signaturesSpent == 1
assert counters.violations == [] && counters.tokens == 1 && counters.requests.VAULT == 1 && counters.operations == 1

// Neither the secret nor a token is in anything that the build wrote.
def written = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { written << it }
written.each { assert !it.getText('ISO-8859-1').contains(AzureDouble.CLIENT_SECRET) && !it.getText('ISO-8859-1').contains('eyJ') : it }
return true
