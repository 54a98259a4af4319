def report = { new groovy.json.JsonSlurper().parse(new File(basedir, "target/authenticode/${it}-report.json"), 'UTF-8') }
def names = ['ps1', 'psm1', 'vbs', 'js', 'wsf'].collect { "files/hello.$it".toString() } as Set
def inside = ['ps1', 'psm1', 'vbs', 'wsf'].collect { "target/sign-and-verify-scripts-1-SNAPSHOT-scripts.jar!/hello.$it".toString() } as Set
def signed = report('signing'), verified = report('verification')
assert signed.files*.path as Set == names && signed.files*.outcome as Set == ['signed'] as Set
assert verified.files*.path as Set == names + inside && verified.files*.outcome as Set == ['trusted'] as Set
assert signed.testCertificate && verified.testCertificate
assert signed.files.every { it.sha256Before != it.sha256After && it.signatures[0].timestamp }
def digest = { path -> verified.files.find { it.path == path }.sha256 }
assert signed.files.every { it.sha256After == digest(it.path) }
assert inside.every { digest(it) == digest('files/' + it.split('/').last()) }
def listed = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/catalog-reports/verify-listed/verification-report.json'), 'UTF-8')
assert verified.archives == ['target/sign-and-verify-scripts-1-SNAPSHOT-scripts.jar'] && listed.archives == null
assert listed.files*.path == ['listed/listed.ps1'] && listed.files*.outcome == ['trusted']
assert listed.files[0].signatures*.catalog == ['catalog/scripts.cat']
assert new File(basedir, 'target/authenticode/work').list().every { it.startsWith('accepted-') } // what the next run need not verify again

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('TEST CERTIFICATE') && log =~ /\[5\/5] signed /
assert log.contains('Looked inside 1 archive: 4 signable files')
assert log =~ /trusted  listed\/listed.ps1  .*, by the catalog catalog\/scripts.cat/
return true
