import groovy.json.JsonSlurper
import io.github.authenticode.digicertdouble.DigiCertDouble
import io.github.authenticode.digicertdouble.DigiCertStage

def report = { new JsonSlurper().parse(new File(basedir, "target/authenticode/$it-report.json"), 'UTF-8') }
def digicert = new Properties()
new File(basedir, '../setup-digicert/digicert.properties').withInputStream { digicert.load(it) }
def counters = new JsonSlurper().parse(new URL(digicert['it.digicert.control']))

// The second execution of the build reports in a folder of its own.
['', 'installers/'].each { place ->
    assert report("${place}signing").files*.outcome == ['signed'] && report("${place}verification").files*.outcome == ['trusted']
    assert report("${place}signing").signing.engine == 'embedded' && report("${place}signing").signing.service.signaturesSpent == 1
}
// Key pair and certificate are asked for once a build, a signature once a file.
assert counters.violations == [] && counters.signatures == 2 && counters.requests <= 5

// Neither secret is in anything that the build wrote.
def written = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { written << it }
written.each { file ->
    [DigiCertDouble.API_KEY, DigiCertStage.PASSWORD].each { assert !file.getText('ISO-8859-1').contains(it) : file }
}
return true
