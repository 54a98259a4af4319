import groovy.json.JsonSlurper
import io.github.authenticode.testing.Osslsigncode

def report = { new JsonSlurper().parse(new File(basedir, "target/authenticode/$it-report.json"), 'UTF-8') }
def azure = new Properties()
new File(basedir, '../setup-azure/azure.properties').withInputStream { azure.load(it) }
def counters = new JsonSlurper().parse(new URL(azure['it.azure.credentials.control']))
def kinds = new File(basedir, 'files').list() as List
def reports = kinds.collect { report(new File(basedir, "target/authenticode/$it").exists() ? "$it/signing" : 'signing') }
assert kinds.size() == 13 && reports.every { it.signing.engine == 'embedded' && it.files*.outcome == ['signed'] }
assert report('verification').files*.outcome == ['trusted'] * 13

// A signature for each file; a token for each kind but the two that had one, and none that could be shared.
assert counters.violations == [] && counters.operations == 13 && reports.sum { it.signing.service.signaturesSpent } == 13
assert counters.correlationIds.size() == 1 && reports*.signing*.service*.correlationId.unique() == counters.correlationIds
assert counters.tokens == 10 && counters.requests.subMap('TOKEN', 'GITHUB', 'PIPELINES').values() as List == [9, 1, 1]
assert new File(basedir, '../setup-azure/az.log').readLines() == ['account get-access-token --output json --resource https://codesigning.azure.net'] * 2
if (Osslsigncode.isInstalled()) {
    assert Osslsigncode.run(['verify', '-CAfile', azure['it.azure.roots'], '-TSA-CAfile', azure['it.azure.roots'], '-in', new File(basedir, 'files/server/a.exe').path]) == 0
}
def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1') =~ /val~ue|of-this-job|client-changeit|eyJ(0eXAi|hbGci|raWQi)/ }
return true
