import io.github.authenticode.testing.Osslsigncode
import java.security.MessageDigest

def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "target/authenticode/$it-report.json"), 'UTF-8') }
['', 'azure-metadata/', 'keystore/', 'thumbprint/', 'subject/', 'container/', 'append/'].each {
    assert report(it + 'signing').signing.engine == 'signtool' && report(it + 'signing').files.every { it.outcome == 'signed' } : it
}
def verified = report('verification').files.collectEntries { [it.path - 'files/', it] }
assert verified.size() == 10 && verified.values().every { it.outcome == 'trusted' && it.signatures.every { it.timestamp } }
assert verified.values().every { it.opinion.verdict == 'accepts' } && report('verification').secondOpinion.judge == 'signtool'
assert verified['keystore/a.exe'].signatures*.description == ['The "best" tool, 100% & more']
assert new File(basedir, 'build.log').text.contains('[mockdlib] endpoint=https://weu.codesigning.azure.net account=acct profile=profile')
assert verified['thumbprint/twice.exe'].signatures*.digestAlgorithm == ['SHA-256', 'SHA-384']
def roots = new File(basedir, '../setup-signtool/roots.pem').path
if (Osslsigncode.isInstalled()) {
    verified.keySet().each {
        assert Osslsigncode.run(['verify', '-CAfile', roots, '-TSA-CAfile', roots, '-in', new File(basedir, "files/$it").path]) == 0 : it
    }
}

// The secret of the named server reached signtool's environment, not the machine's own one, and nothing wrote either down.
def digest = { MessageDigest.getInstance('SHA-256').digest(it.bytes).encodeHex() as String }
def calls = new File(basedir, '../setup-signtool/calls.log').readLines('UTF-8').findAll { it.contains(basedir.name) }
def signings = calls.findAll { it.contains(' sign ') }
assert signings.every { it.startsWith(digest(it.contains('Größe.exe') ? 'c4nary-client-secret' : 'c4nary-ambient-secret')) } && signings.size() == 7 && calls.size() == 8
def outputs = [new File(basedir, 'build.log')]
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
assert !outputs.any { it.getText('ISO-8859-1').contains('c4nary') } && !calls.any { it.contains('c4nary') }
return true
